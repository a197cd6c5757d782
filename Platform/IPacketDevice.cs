namespace Platform;

/// <summary>Gives and takes whole IP packets, one a call. One thread reads; any thread may write.</summary>
public interface IPacketDevice : IDisposable
{
    /// <summary>As in configuration, for logs: <c>tun:bras0</c>, <c>unix:/run/bras/home.sock</c>.</summary>
    string Name { get; }

    /// <summary>Blocks until a packet is there.</summary>
    /// <returns>Its length in octets; 0 once <see cref="Stop"/> was called.</returns>
    /// <exception cref="IOException">The device is gone for good.</exception>
    int Read(Span<byte> buffer);

    /// <returns>False when the packet was dropped: nobody listens, or the queue behind the device is full.</returns>
    bool Write(ReadOnlySpan<byte> packet);

    /// <summary>Ends the blocked and every later <see cref="Read"/>. The descriptor stays open until it is disposed.</summary>
    void Stop();
}
