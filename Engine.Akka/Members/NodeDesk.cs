using System.Text;
using Akka.Actor;
using Akka.Event;
using Google.Protobuf;
using Shared.Messages;

namespace Engine.Akka.Members;

/// <summary>
/// Where the other nodes' requests arrive and their answers come back. What crosses is bytes of <see cref="NodeMessage"/>, so that every member
/// can take them with no serializer of its own.
/// </summary>
internal sealed class NodeDesk : UntypedActor
{
    public const string Name = "node-desk";

    /// <summary>Half of what a frame of the transport holds by default (128 000 octets).</summary>
    private const int PartOctets = 60_000;

    private readonly MemberDesk desk;

    public NodeDesk(MemberDesk desk) => this.desk = desk;

    protected override void OnReceive(object message)
    {
        if (message is byte[] bytes && Read(bytes) is { } body)
            Take(body);
        else if (message is Answer answer)
            Send(answer);
    }

    private void Take(NodeMessage message)
    {
        switch (message.BodyCase)
        {
            case NodeMessage.BodyOneofCase.Request:
                AnswerAsync(message.Request).PipeTo(Self, Sender);
                break;
            case NodeMessage.BodyOneofCase.Answer:
                desk.Arrived(message.Answer);
                break;
            case NodeMessage.BodyOneofCase.Lines:
                desk.Reported(message.Lines);
                break;
            default:
                break;
        }
    }

    private async Task<Answer> AnswerAsync(NodeRequest request) => new(request.Number, await desk.AnswerAsync(request.Line).ConfigureAwait(false));

    private void Send(Answer answer)
    {
        var text = Encoding.UTF8.GetBytes(answer.Line);
        var parts = Math.Max(1, (text.Length + PartOctets - 1) / PartOctets);
        for (var part = 0; part < parts; part++)
            Sender.Tell(new NodeMessage
            {
                Answer = new NodeAnswer
                {
                    Number = answer.Number,
                    Part = (uint)part,
                    Parts = (uint)parts,
                    Text = ByteString.CopyFrom(text, part * PartOctets, Math.Min(PartOctets, text.Length - (part * PartOctets))),
                },
            }.ToByteArray());
    }

    private static NodeMessage? Read(byte[] bytes)
    {
        try
        {
            return NodeMessage.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException e)
        {
            Context.GetLogger().Warning(e, "what another node said can't be read");
            return null;
        }
    }

    private sealed record Answer(ulong Number, string Line);
}
