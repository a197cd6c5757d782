using System.Collections.Concurrent;
using System.Net;
using Lac.Node.Lines;
using Lac.Node.Lines.Data;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Nodes.Tests.Lines;

/// <summary>A fleet with everything around it recorded. What is waited for has a generous limit; nothing sleeps.</summary>
sealed class FleetHarness : IDatagramSender, IDisposable
{
    public const string Line = "line-1";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly IPEndPoint Local = new(IPAddress.Loopback, 1701);
    private static readonly IPEndPoint Peer = new(IPAddress.Parse("127.0.0.2"), 1701);

    private readonly BlockingCollection<LineEvent> events = [];
    private readonly BlockingCollection<byte[]> datagrams = [];
    private readonly ConcurrentQueue<Exception> faults = [];

    public FleetHarness(params LineDriverSettings[] settings)
    {
        Fleet = new LineFleet(settings, TimeProvider.System, this, events.Add);
        Fleet.Faulted += faults.Enqueue;
    }

    public LineFleet Fleet { get; }

    public FleetHarness Order(LineOrder order, string line = Line)
    {
        Fleet.Perform(new DriveLine(line, order));
        return this;
    }

    public FleetHarness HangUp() => Order(new LineOrder.HangUp());

    public FleetHarness Dial(string number = "5551234") => Order(new LineOrder.Dial(number, 30));

    public FleetHarness Bridge(bool sequencing = false) => Order(new LineOrder.Bridge(Local, Peer, 0x1111, 0x2222, 0x3333, 0x4444, sequencing));

    /// <summary>The next event, whatever it is.</summary>
    public LineEvent Next()
    {
        events.TryTake(out var happened, Limit).ShouldBeTrue("no event came");
        return happened!;
    }

    public LineEvent Expect(LineEventKind kind)
    {
        var happened = Next();
        happened.Kind.ShouldBe(kind, happened.Text);
        return happened;
    }

    public FleetHarness BecomesReady()
    {
        HangUp();
        Expect(LineEventKind.LineOnHook);
        Expect(LineEventKind.LineReady);
        return this;
    }

    /// <summary>The next data message that a bridge sent.</summary>
    public byte[] NextDatagram()
    {
        datagrams.TryTake(out var datagram, Limit).ShouldBeTrue("no datagram came");
        return datagram!;
    }

    public void Deliver(ReadOnlySpan<byte> frame, ushort? ns = null, ushort session = 0x4444, IPEndPoint? from = null) =>
        Fleet.DownlinkOf(Local).Deliver(from ?? Peer, 0x3333, session, ns, frame);

    public IDatagramPath Open(IPEndPoint local, IPEndPoint peer)
    {
        (local, peer).ShouldBe((Local, Peer));
        return new Path(datagrams);
    }

    public void Dispose()
    {
        Fleet.Dispose();
        faults.ShouldBeEmpty();
    }

    private sealed class Path(BlockingCollection<byte[]> datagrams) : IDatagramPath
    {
        public void Send(ReadOnlySpan<byte> datagram) => datagrams.Add(datagram.ToArray());
    }
}
