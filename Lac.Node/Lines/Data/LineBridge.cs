using System.Net;
using Protocols.Hdlc;

namespace Lac.Node.Lines.Data;

/// <summary>
/// Carries PPP frames between one line and one L2TP session, on the lines' thread, without allocation. Upstream a frame goes as it
/// came, without check sequence: address and control stay where the line has them, and stay away where it compresses them.
/// </summary>
sealed class LineBridge(LineChannel channel, IDatagramPath path, SessionIds ids, IPEndPoint peer, bool alwaysSequenced, LineCounters counters)
{
    /// <summary>Longest PPP frame either way; more would not fit an output queue.</summary>
    public const int MaximumFrame = HdlcDeframer.DefaultMaximumFrame;

    /// <summary>Shared by all bridges: they work one after another, on one thread.</summary>
    [ThreadStatic]
    private static byte[]? datagramBuffer;

    [ThreadStatic]
    private static byte[]? frameBuffer;

    private readonly HdlcDeframer deframer = new(MaximumFrame);
    private uint sendAccm = HdlcOctets.AllMapped;
    private bool peerSequences;
    private ushort nextNs;
    private ushort expectedNs;

    public SessionIds Ids => ids;

    public IPEndPoint Peer => peer;

    /// <summary>Send ACCM: what is escaped towards the line; receive ACCM: what is dropped where it comes unescaped (RFC 2661 §4.4.6).</summary>
    public void SetAccm(uint send, uint receive)
    {
        sendAccm = send;
        deframer.ReceiveAccm = receive;
    }

    public void FromLine(ReadOnlySpan<byte> octets)
    {
        var before = deframer.Counters;
        while (deframer.TryRead(ref octets, out var frame))
        {
            if (LcpPeek.TryReadAckedMap(frame, out var map))
                deframer.ReceiveAccm = map;
            SendUpstream(frame);
        }

        counters.Add(deframer.Counters, before);
    }

    /// <param name="ns">Null where the data message carries no sequence numbers.</param>
    /// <param name="frame">L2TP's payload: a PPP frame, with or without address and control.</param>
    public void FromTunnel(ushort? ns, ReadOnlySpan<byte> frame)
    {
        FollowSequence(ns);
        if (frame.Length is 0 or > MaximumFrame)
        {
            counters.DroppedToLine++;
            return;
        }

        var buffer = frameBuffer ??= new byte[HdlcFramer.WorstCaseSize(MaximumFrame)];
        var size = HdlcFramer.Write(frame, sendAccm, buffer);
        if (!channel.TrySend(buffer.AsSpan(0, size)))
        {
            counters.DroppedToLine++;
            return;
        }

        counters.FramesToLine++;
        counters.OctetsToLine += frame.Length;
    }

    private void SendUpstream(ReadOnlySpan<byte> frame)
    {
        var buffer = datagramBuffer ??= new byte[L2tpDataHeader.MaximumSize + MaximumFrame];
        ushort? ns = alwaysSequenced || peerSequences ? nextNs++ : null;
        var header = L2tpDataHeader.Write(buffer, ids.PeerTunnelId, ids.PeerSessionId, ns, frame.Length);
        frame.CopyTo(buffer.AsSpan(header));
        path.Send(buffer.AsSpan(0, header + frame.Length));
        counters.FramesFromLine++;
        counters.OctetsFromLine += frame.Length;
    }

    /// <summary>
    /// The LAC does as the LNS did last, and goes on with the old count (RFC 2661 §5.4). What came in the wrong order is counted and
    /// passed on: a modem line is slow enough, and PPP tells a frame from a wrong one by itself.
    /// </summary>
    private void FollowSequence(ushort? ns)
    {
        peerSequences = ns is not null;
        if (ns is not { } number)
            return;
        if (number != expectedNs)
            counters.OutOfSequence++;
        expectedNs = (ushort)(number + 1);
    }
}

readonly record struct SessionIds(ushort LocalTunnelId, ushort LocalSessionId, ushort PeerTunnelId, ushort PeerSessionId);
