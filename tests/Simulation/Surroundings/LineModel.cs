using System.Net;
using Shared.Messages;
using Shared.Messages.Entities;
using Simulation.Nodes;

namespace Simulation.Surroundings;

/// <summary>A modem line of a LAC: obeys orders, reports to its pool, and carries frames between a site and a bridge.</summary>
internal sealed class LineModel(LacNode lac, string name)
{
    private const int EarlyFrames = 16;

    private static readonly TimeSpan OnHookAfter = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan OnTheLine = TimeSpan.FromMilliseconds(50);

    private readonly Random random = lac.World.Chance($"line {lac.Name} {name}");
    private readonly Queue<byte[]> early = new();
    private LineOrder.Bridge? bridge;
    private Site? site;
    private int call;

    public LacNode Lac => lac;

    public string Name => name;

    /// <summary>What it dials or has dialled; null on-hook.</summary>
    public string? Number { get; private set; }

    public bool IsOffHook => Number is not null;

    /// <summary>When it left or found its hook.</summary>
    public TimeSpan Since { get; private set; }

    public bool Carries(ushort tunnelId, ushort sessionId) =>
        bridge is { } to && to.LocalTunnelId == tunnelId && to.LocalSessionId == sessionId;

    public void Take(LineOrder order)
    {
        switch (order)
        {
            case LineOrder.Dial dial: Dial(dial); break;
            case LineOrder.Bridge to: Bridge(to); break;
            case LineOrder.HangUp: HangUp(); break;
        }
    }

    /// <summary>The process is gone, and DTR with it.</summary>
    public void Drop()
    {
        call++;
        if (site is { } answered)
        {
            answered.Disturb();
            lac.World.Agenda.In(OnTheLine, answered.CarrierLost);
        }
        if (IsOffHook)
            Since = lac.World.Agenda.Now;
        (Number, site, bridge) = (null, null, null);
        early.Clear();
    }

    /// <summary>The site has hung up.</summary>
    public void CarrierLost()
    {
        site = null;
        Report(LineEventKind.LineDropped);
    }

    public void FromSite(byte[] frame) => Here(OnTheLine, () =>
    {
        if (bridge is { } to)
            Send(to, frame);
        else if (early.Count < EarlyFrames)
            early.Enqueue(frame);
    });

    public void ToSite(byte[] frame)
    {
        if (site is { } answered)
            Here(OnTheLine, () => answered.Router?.Receive(frame));
    }

    private void Dial(LineOrder.Dial dial)
    {
        Number = dial.Number;
        Since = lac.World.Agenda.Now;
        lac.World.Statistics.Dialled++;
        lac.World.Oracle.OnDial(this);
        var outcome = lac.World.Phone.Dial(this, dial.Number, random);
        if (outcome.Result == LineEventKind.LineEventUnspecified)
            return;
        Here(outcome.After, () =>
        {
            if (outcome.Result != LineEventKind.LineConnected || !lac.World.Phone.TryConnect(this, outcome.Site!))
            {
                Report(outcome.Result == LineEventKind.LineConnected ? LineEventKind.LineBusy : outcome.Result);
                return;
            }
            site = outcome.Site;
            Report(LineEventKind.LineConnected, 33_600);
            Report(LineEventKind.LineFraming);
            site!.Answer(this);
        });
    }

    private void Bridge(LineOrder.Bridge to)
    {
        bridge = to;
        while (early.TryDequeue(out var frame))
            Send(to, frame);
    }

    private void HangUp()
    {
        if (lac.World.Faults.LineIsStuck(this))
            return;
        Drop();
        Here(OnHookAfter, () =>
        {
            Report(LineEventKind.LineOnHook);
            Report(LineEventKind.LineReady);
        });
    }

    private void Send(LineOrder.Bridge to, byte[] frame) =>
        lac.World.Network.CarryData(lac, to.Peer, to.PeerTunnelId, to.PeerSessionId, frame);

    private void Report(LineEventKind what, uint bps = 0)
    {
        lac.World.Trace(lac.Name, () => $"{name}: {what}");
        lac.In(TimeSpan.Zero, () => lac.Happens(this, what, bps));
    }

    /// <summary>Unless the line has been hung up meanwhile.</summary>
    private void Here(TimeSpan after, Action action)
    {
        var mine = call;
        lac.In(after, () =>
        {
            if (call == mine)
                action();
        });
    }
}
