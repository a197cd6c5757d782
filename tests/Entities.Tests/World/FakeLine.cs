using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.World;

/// <summary>A modem line with the site that answers it.</summary>
internal sealed class FakeLine(LacNode node, string name)
{
    private readonly List<byte[]> early = [];
    private LineOrder.Bridge? bridge;
    private int call;

    public string Name => name;

    public List<LineOrder> Orders { get; } = [];

    public RemoteSite? Site { get; private set; }

    public bool IsOffHook { get; private set; }

    public bool Carries(ushort tunnelId, ushort sessionId) => bridge is { } b && b.LocalTunnelId == tunnelId && b.LocalSessionId == sessionId;

    public void Take(LineOrder order)
    {
        Orders.Add(order);
        switch (order)
        {
            case LineOrder.Dial dial: Dial(dial.Number); break;
            case LineOrder.Bridge to: Bridge(to); break;
            case LineOrder.HangUp:
                Drop();
                In(0.1, () => { node.Happens(this, LineEventKind.LineOnHook); node.Happens(this, LineEventKind.LineReady); });
                break;
        }
    }

    public void Drop()
    {
        call++;
        IsOffHook = false;
        Site?.CarrierLost();
        (Site, bridge) = (null, null);
        early.Clear();
    }

    private void Dial(string number)
    {
        IsOffHook = true;
        var answer = node.Network.GetValueOrDefault(number, LineEventKind.LineConnected);
        if (answer == LineEventKind.LineEventUnspecified) return;
        In(node.Ringing.TotalSeconds, () =>
        {
            node.Happens(this, answer, 33600);
            if (answer != LineEventKind.LineConnected) return;
            node.Happens(this, LineEventKind.LineFraming);
            Site = new RemoteSite(node.World, node.Site, ToLns);
        });
    }

    private void Bridge(LineOrder.Bridge to)
    {
        bridge = to;
        foreach (var frame in early)
            ToLns(frame);
        early.Clear();
    }

    private void ToLns(byte[] frame)
    {
        if (bridge is { } to)
            node.World.In(node.World.Wire.Delay, () => node.World.Lns.ReceiveFrame(to.PeerTunnelId, to.PeerSessionId, frame));
        else
            early.Add(frame);
    }

    private void In(double seconds, Action action)
    {
        var (mine, life) = (call, node.Incarnation);
        node.World.In(TimeSpan.FromSeconds(seconds), () =>
        {
            if (call == mine && node.IsAlive && node.Incarnation == life) action();
        });
    }
}
