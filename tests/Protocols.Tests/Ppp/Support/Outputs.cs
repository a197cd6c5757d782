using System.Collections.Immutable;
using Protocols.Ppp;
using Protocols.Ppp.Control;

namespace Protocols.Tests.Ppp.Support;

internal static class Outputs
{
    public static T Single<T>(this PppStep step) where T : PppOutput => step.Outputs.OfType<T>().ShouldHaveSingleItem();

    public static bool Has<T>(this PppStep step) where T : PppOutput => step.Outputs.OfType<T>().Any();

    public static ImmutableArray<SentPacket> Sent(this PppStep step) =>
        [.. step.Outputs.OfType<PppOutput.SendFrame>().Select(SentPacket.From)];

    public static SentPacket SentOne(this PppStep step, ushort protocol, byte code) =>
        step.Sent().Where(packet => packet.Protocol == protocol && packet.Code == code).ShouldHaveSingleItem();
}

/// <summary>A frame of ours, taken apart.</summary>
internal sealed record SentPacket(ushort Protocol, byte Code, byte Identifier, byte[] Data)
{
    public static SentPacket From(PppOutput.SendFrame frame)
    {
        FrameReader.TryReadProtocol(frame.Frame.Span, out var protocol, out var information).ShouldBeTrue();
        ControlPacket.TryParse(information, out var packet).ShouldBeTrue();
        return new(protocol, packet.Code, packet.Identifier, packet.Data.ToArray());
    }

    public ImmutableArray<ConfigurationOption> Options
    {
        get
        {
            OptionList.TryParse(Data, out var options).ShouldBeTrue();
            return options;
        }
    }

    /// <summary>type=hex of its data, in order; readable in a failing test.</summary>
    public string OptionText => string.Join(' ', Options.Select(option => $"{option.Type}={Hex.Digits(option.Data)}"));
}
