using Akka.Actor;
using Akka.Serialization;
using Google.Protobuf;
using Shared.Messages;

namespace Engine.Akka.Forwarding;

/// <summary>What forwarders say to one another, as protobuf. Identifier and manifests are on the wire between versions, so they are frozen.</summary>
internal sealed class ForwardingSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public const int Id = 1711;
    public const string Table = "FT";
    public const string Traffic = "FC";

    public override int Identifier => Id;

    public override string Manifest(object o) => o switch
    {
        TableMessage => Table,
        TrafficMessage => Traffic,
        _ => throw new ArgumentException($"{o.GetType().Name} is nothing that forwarders say", nameof(o)),
    };

    public override byte[] ToBinary(object obj) => ((IMessage)obj).ToByteArray();

    public override object FromBinary(byte[] bytes, string manifest) => manifest switch
    {
        Table => TableMessage.Parser.ParseFrom(bytes),
        Traffic => TrafficMessage.Parser.ParseFrom(bytes),
        _ => throw new System.Runtime.Serialization.SerializationException($"forwarders know no message {manifest}"),
    };
}
