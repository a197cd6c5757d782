using Akka.Actor;
using Engine.Akka.Wire;
using Microsoft.Extensions.Logging;

namespace Engine.Akka;

/// <summary>What is put into every actor system of an engine.</summary>
/// <param name="SystemStarted">Called before the system joins.</param>
/// <param name="Hocon">Configuration of what else lives in it.</param>
/// <param name="Logs">Where Akka.NET says what it has to say.</param>
/// <param name="JournalValve">Stands between the entities and the journal's actor; for tests.</param>
internal sealed record ClusterHooks(
    WireCatalogue Wire, Action<ActorSystem> SystemStarted, string Hocon, ILoggerFactory? Logs, Func<ActorSystem, IActorRef, IActorRef>? JournalValve);
