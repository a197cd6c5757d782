namespace Lns.Node.Radius;

/// <summary>
/// How many requests may be open towards one server: doubled each round trip while all goes well, halved when a request times out, then grown by one a
/// round trip. UDP has no flow control, and a server's socket buffer holds a few hundred requests: whoever sends a thousand at once only
/// sends most of them twice.
/// </summary>
internal sealed class FlightWindow(int maximum)
{
    /// <summary>What any server's default buffer takes in one burst.</summary>
    public const int Initial = 128;

    /// <summary>So that one lost datagram does not silence a busy node.</summary>
    public const int Minimum = 16;

    private double size = Math.Min(Initial, maximum);
    private double threshold = maximum;
    private TimeSpan halvedUntil = TimeSpan.MinValue;

    public int Open { get; private set; }

    public int Size => (int)size;

    public bool HasRoom => Open < Size;

    public void Opened() => Open++;

    public void Closed() => Open--;

    public void Answered() => size = Math.Min(maximum, size + (size < threshold ? 1 : 1 / size));

    /// <param name="quiet">Losses of one burst are noticed one after the other; within this time they halve the window once.</param>
    public void TimedOut(TimeSpan now, TimeSpan quiet)
    {
        if (now < halvedUntil)
            return;
        threshold = size = Math.Max(Math.Min(Minimum, maximum), size / 2);
        halvedUntil = now + quiet;
    }
}
