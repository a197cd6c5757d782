using System.Collections.Immutable;
using System.Text;
using Protocols.Ppp.Control;

namespace Protocols.Ppp.Link;

/// <summary>The workbench of one step: the link as far as it got, and the outputs so far. Lives for one input.</summary>
internal sealed class LinkTurn(PppLink link, Random? random)
{
    private readonly ImmutableArray<PppOutput>.Builder outputs = ImmutableArray.CreateBuilder<PppOutput>();

    public PppLink Link { get; set; } = link;

    public Random Random => random ?? throw new InvalidOperationException("a line that is gone needs no random numbers");

    /// <summary>The timer that this step is about, which runs no more unless it is started anew.</summary>
    public PppTimer? Fired { get; set; }

    public PppSettings Settings => Link.Settings;

    public static ControlLimits Limits(PppSettings settings) =>
        new(settings.RestartTimer, settings.MaxConfigure, settings.MaxTerminate, settings.MaxFailure, settings.Passive);

    public void Emit(PppOutput output) => outputs.Add(output);

    public void Note(string text) => outputs.Add(new PppOutput.Note(text));

    public void Malformed(ushort protocol, string text) => outputs.Add(new PppOutput.Malformed(protocol, text));

    public void Send(ushort protocol, ReadOnlySpan<byte> packet, bool isEcho = false) =>
        outputs.Add(new PppOutput.SendFrame(FrameWriter.Write(protocol, packet)) { IsEcho = isEcho });

    public void Start(PppTimer timer, TimeSpan after)
    {
        Fired = Fired == timer ? null : Fired;
        outputs.Add(new PppOutput.StartTimer(timer, after));
    }

    public void Cancel(PppTimer timer)
    {
        if (Fired != timer)
            outputs.Add(new PppOutput.CancelTimer(timer));
    }

    /// <summary>The next identifier of LCP's own packets, which Configure packets share.</summary>
    public byte TakeLcpIdentifier()
    {
        var identifier = Link.Lcp.NextIdentifier;
        Link = Link with { Lcp = Link.Lcp with { NextIdentifier = (byte)(identifier + 1) } };
        return identifier;
    }

    public byte[] RandomOctets(int count)
    {
        var octets = new byte[count];
        Random.NextBytes(octets);
        return octets;
    }

    public static byte[] Octets(string text) => Encoding.UTF8.GetBytes(text);

    public PppStep Finish() => new(Link, outputs.ToImmutable());
}
