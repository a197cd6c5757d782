using System.Net;
using Protocols.Ip;

namespace Node.Common;

/// <summary>The configuration's capture file: datagrams of the node as pcapng, flushed packet by packet.</summary>
public sealed class PacketCapture : IDisposable
{
    private readonly FileStream file;
    private readonly PcapngWriter writer;
    private readonly TimeProvider time;

    private PacketCapture(FileStream file, string node, TimeProvider time)
    {
        this.file = file;
        this.time = time;
        writer = new PcapngWriter(file, node);
    }

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static PacketCapture? Open(string? path, string node, TimeProvider time) =>
        path is null ? null : new PacketCapture(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read), node, time);

    public void Datagram(bool isSent, IPEndPoint local, IPEndPoint peer, ReadOnlySpan<byte> payload) =>
        writer.WriteUdp(time.GetUtcNow(), isSent ? local : peer, isSent ? peer : local, payload);

    public void Dispose() => file.Dispose();
}
