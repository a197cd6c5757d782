using Akka.Actor;
using Engine.Akka.Wire;

namespace Engine.Akka;

/// <summary>What is put into every actor system of an engine.</summary>
/// <param name="SystemStarted">Called before the system joins.</param>
/// <param name="Hocon">Configuration of what else lives in it.</param>
/// <param name="JournalValve">Stands between the entities and the journal's actor; for tests.</param>
internal sealed record ClusterHooks(
    WireCatalogue Wire, Action<ActorSystem> SystemStarted, string Hocon, Func<ActorSystem, IActorRef, IActorRef>? JournalValve);
