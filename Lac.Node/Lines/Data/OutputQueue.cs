namespace Lac.Node.Lines.Data;

/// <summary>A bounded ring of octets that a slow device has not taken yet. Its memory comes with the first octet.</summary>
sealed class OutputQueue(int capacity)
{
    private byte[] ring = [];
    private int start;

    public int Length { get; private set; }

    public int Free => capacity - Length;

    /// <summary>The oldest octets, as far as they lie in one piece.</summary>
    public ReadOnlySpan<byte> Front => ring.AsSpan(start, Math.Min(Length, ring.Length - start));

    /// <param name="octets">No more than <see cref="Free"/>.</param>
    public void Enqueue(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty)
            return;
        if (ring.Length == 0)
            ring = new byte[capacity];
        var end = (start + Length) % ring.Length;
        var first = Math.Min(octets.Length, ring.Length - end);
        octets[..first].CopyTo(ring.AsSpan(end));
        octets[first..].CopyTo(ring);
        Length += octets.Length;
    }

    public void Remove(int count)
    {
        Length -= count;
        start = Length == 0 ? 0 : (start + count) % ring.Length;
    }
}
