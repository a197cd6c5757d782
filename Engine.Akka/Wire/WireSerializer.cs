using Akka.Actor;
using Akka.Serialization;
using Engine.Akka.Entities;
using Engine.Akka.Traffic;
using Google.Protobuf;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Engine.Akka.Wire;

/// <summary>What engines of the cluster say to one another, as protobuf (Shared.Messages/Proto/cluster.proto). Identifier and manifests are frozen.</summary>
internal sealed class WireSerializer(ExtendedActorSystem system, WireCatalogue catalogue) : SerializerWithStringManifest(system)
{
    public const int Id = 1702;

    private const string DeliveryManifest = "D";
    private const string AnswerManifest = "A";
    private const string NudgeManifest = "N";
    private const string DecidedManifest = "C";
    private const string ContactManifest = "P";

    public static readonly Type[] Types = [typeof(Delivery), typeof(Answer), typeof(Nudge), typeof(CommandsDecided), typeof(Contact)];

    public override int Identifier => Id;

    public override string Manifest(object o) => o switch
    {
        Delivery => DeliveryManifest,
        Answer => AnswerManifest,
        Nudge => NudgeManifest,
        CommandsDecided => DecidedManifest,
        Contact => ContactManifest,
        _ => throw new ArgumentException($"{o.GetType()} does not cross a node boundary"),
    };

    public override byte[] ToBinary(object obj)
    {
        switch (obj)
        {
            case Delivery delivery:
                var parcel = Parcel(delivery.To, delivery.Question, delivery.Command).ToByteArray();
                delivery.Ticket?.GoneAbroad();
                return parcel;
            case Answer answer:
                return Parcel(null, answer.Question, answer.Message).ToByteArray();
            case Nudge nudge:
                return new Parcel { Kind = nudge.To.Kind, Key = nudge.To.Key }.ToByteArray();
            case IMessage message:
                return message.ToByteArray();
            default:
                throw new ArgumentException($"{obj.GetType()} does not cross a node boundary");
        }
    }

    public override object FromBinary(byte[] bytes, string manifest)
    {
        switch (manifest)
        {
            case DeliveryManifest:
                var order = Shared.Messages.Parcel.Parser.ParseFrom(bytes);
                return new Delivery(new EntityId(order.Kind, order.Key), catalogue.Read(order.Manifest, order.Content), order.Question, null);
            case AnswerManifest:
                var answer = Shared.Messages.Parcel.Parser.ParseFrom(bytes);
                return new Answer(answer.Question, catalogue.Read(answer.Manifest, answer.Content));
            case NudgeManifest:
                var nudge = Shared.Messages.Parcel.Parser.ParseFrom(bytes);
                return new Nudge(new EntityId(nudge.Kind, nudge.Key));
            case DecidedManifest:
                return CommandsDecided.Parser.ParseFrom(bytes);
            case ContactManifest:
                return Contact.Parser.ParseFrom(bytes);
            default:
                throw new ArgumentException($"there is no message with the manifest '{manifest}'");
        }
    }

    private Parcel Parcel(EntityId? to, long question, IMessage content) => new()
    {
        Kind = to?.Kind ?? "",
        Key = to?.Key ?? "",
        Question = question,
        Manifest = ManifestOf(content),
        Content = content.ToByteString(),
    };

    private string ManifestOf(IMessage content)
    {
        try
        {
            return catalogue.ManifestOf(content);
        }
        catch (ArgumentException)
        {
            system.EventStream.Publish(new MessageRefused(content.Descriptor.FullName));
            throw;
        }
    }
}
