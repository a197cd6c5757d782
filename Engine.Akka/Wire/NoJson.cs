using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace Engine.Akka.Wire;

/// <summary>
/// Stands where Akka.NET has its JSON serializer, which would take any object and make any type that an incoming message names. Here what has
/// no serializer of its own doesn't cross the wire, in neither direction.
/// </summary>
internal sealed class NoJson : Serializer
{
    /// <param name="settings">What Akka.NET has for the serializer whose place this is.</param>
    public NoJson(ExtendedActorSystem system, Config settings) : base(system)
    {
    }

    /// <summary>Of Akka.NET's JSON serializer.</summary>
    public override int Identifier => 1;

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj)
    {
        system.EventStream.Publish(new MessageRefused(obj.GetType().FullName!));
        throw new SerializationException($"{obj.GetType()} has no serializer: it doesn't cross a node boundary");
    }

    public override object FromBinary(byte[] bytes, Type type)
    {
        system.EventStream.Publish(new MessageRefused(type.FullName!));
        throw new SerializationException("a message as JSON is refused");
    }
}

/// <summary>Published in the actor system: a message that was lost, since it has no serializer of its own. A fault of the program, or of whoever sent it.</summary>
internal sealed record MessageRefused(string Type);
