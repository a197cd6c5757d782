using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Lac.Node.Lines.Data;
using Platform.Polling;
using Platform.Terminals;
using Protocols.Hdlc;

namespace Nodes.Tests.Lines;

public sealed class LineBridgeTests : IDisposable
{
    private static readonly IPEndPoint Peer = new(IPAddress.Loopback, 1701);
    private readonly Poller poller = new("bridge");
    private readonly Pty pty = Pty.Open();

    [Fact]
    public void CarryingPacketsAllocatesNothing() => OnPoller(() =>
    {
        var path = new CountingPath();
        var bridge = new LineBridge(Channel(), path, new SessionIds(1, 2, 3, 4), Peer, alwaysSequenced: true, new LineCounters());
        var frame = new byte[1500];
        var line = new byte[HdlcFramer.WorstCaseSize(frame.Length)];
        var size = HdlcFramer.Write(frame, HdlcOctets.AllMapped, line);
        // buffers grow to their size, the terminal fills up and then the queue
        for (var i = 0; i < 20; i++)
            Carry(bridge, frame, line.AsSpan(0, size));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 200; i++)
            Carry(bridge, frame, line.AsSpan(0, size));
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        path.Count.ShouldBe(220);
    });

    /// <summary>The order to join them is posted, the frame lies in the ring: both between the loop's look at the one and at the other.</summary>
    [Fact]
    public void AFrameThatComesRightBehindTheOrderToBridgeFindsItsBridge()
    {
        var counters = new LineCounters();
        LineBridge? bridge = null;
        Downlink? downlink = null;
        var isArmed = false;
        poller.Turned += () =>
        {
            if (!isArmed)
                return;
            isArmed = false;
            poller.Post(() => downlink!.Add(bridge!));
            downlink!.Deliver(Peer, 1, 2, null, [0xC0, 0x21, 9]);
        };
        downlink = new Downlink(poller);
        OnPoller(() =>
        {
            bridge = new LineBridge(Channel(), new CountingPath(), new SessionIds(1, 2, 3, 4), Peer, false, counters);
            isArmed = true;
        });
        // it may belong to the turn in which the ring is read; the next one does not
        OnPoller(() => { });
        OnPoller(() => (counters.FramesToLine, downlink.Dropped).ShouldBe((1, 0)));
    }

    [Fact]
    public void WhatCannotBeAFrameIsDroppedAndCounted() => OnPoller(() =>
    {
        var counters = new LineCounters();
        var bridge = new LineBridge(Channel(), new CountingPath(), new SessionIds(1, 2, 3, 4), Peer, false, counters);
        bridge.FromTunnel(null, []);
        bridge.FromTunnel(null, new byte[LineBridge.MaximumFrame + 1]);
        counters.DroppedToLine.ShouldBe(2);
        bridge.FromLine([0x7E, 0x41, 0x42, 0x43, 0x44, 0x7E, 0x41, 0x7E, 0x7D, 0x7E]);
        (counters.BadFcs, counters.Runts, counters.Aborts, counters.FramesFromLine).ShouldBe((1, 1, 1, 0));
    });

    [Fact]
    public void GapsInNsAreCountedAndNothingIsHeldBack() => OnPoller(() =>
    {
        var counters = new LineCounters();
        var bridge = new LineBridge(Channel(), new CountingPath(), new SessionIds(1, 2, 3, 4), Peer, false, counters);
        foreach (var ns in new ushort[] { 0, 1, 3, 2, 65535, 0 })
            bridge.FromTunnel(ns, [0xC0, 0x21, 9]);
        counters.OutOfSequence.ShouldBe(3);
        counters.FramesToLine.ShouldBe(6);
    });

    [Theory]
    [InlineData(null, "4002000D0003" + "0004")]
    [InlineData((ushort)0xABCD, "480200110003" + "0004" + "ABCD" + "0000")]
    public void Rfc2661_3_1_DataHeader(ushort? ns, string expected)
    {
        // hand computation: 8 + 5 = 0x0D, 12 + 5 = 0x11
        var header = new byte[L2tpDataHeader.MaximumSize];
        var size = L2tpDataHeader.Write(header, 3, 4, ns, 5);
        Convert.ToHexString(header.AsSpan(0, size)).ShouldBe(expected);
    }

    [Fact]
    public void TheQueueIsAQueue() => Prop.ForAll<byte[][]>(pieces =>
    {
        var queue = new OutputQueue(16);
        var model = new Queue<byte>();
        foreach (var piece in pieces)
        {
            var octets = piece.AsSpan(0, Math.Min(piece.Length, queue.Free));
            queue.Enqueue(octets);
            foreach (var octet in octets)
                model.Enqueue(octet);
            var taken = Math.Min(queue.Front.Length, piece.Length / 2 + 1);
            foreach (var octet in queue.Front[..taken])
                model.Dequeue().ShouldBe(octet);
            queue.Remove(taken);
            queue.Length.ShouldBe(model.Count);
        }
    }).QuickCheckThrowOnFailure();

    public void Dispose()
    {
        poller.Dispose();
        pty.Dispose();
    }

    private static void Carry(LineBridge bridge, byte[] frame, ReadOnlySpan<byte> line)
    {
        bridge.FromTunnel(7, frame);
        bridge.FromLine(line);
    }

    private LineChannel Channel() => new(poller, pty.Master, new DeafEnd(), 8192);

    private void OnPoller(Action test)
    {
        var done = new TaskCompletionSource();
        poller.Post(() =>
        {
            try
            {
                test();
                done.SetResult();
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        done.Task.Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue();
    }

    private sealed class CountingPath : IDatagramPath
    {
        public int Count { get; private set; }

        public void Send(ReadOnlySpan<byte> datagram) => Count++;
    }

    private sealed class DeafEnd : ILineEnd
    {
        public void OnInput(ReadOnlySpan<byte> octets) { }

        public void OnHangUp() { }
    }
}
