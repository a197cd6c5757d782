namespace Lac.Node.Lines.Drivers;

/// <summary>
/// Finds NO CARRIER in a call's data, for modems whose DCD is not wired. The words may also be a page that someone reads over the
/// line, so they count only at the end of all: nothing may follow for a while, as nothing follows from a modem that has hung up.
/// </summary>
sealed class NoCarrierWatch : IDisposable
{
    private const int SilenceMs = 3000;

    private static ReadOnlySpan<byte> Words => "\r\nNO CARRIER\r\n"u8;

    private readonly LineTimer silence;
    private int matched;

    public NoCarrierWatch(LineContext line, Action onLost) => silence = new LineTimer(line.Poller, line.Time, onLost);

    public void Feed(ReadOnlySpan<byte> octets)
    {
        silence.Stop();
        // the words are longer than most reads' ends are short: only the last few octets can matter
        if (octets.Length > Words.Length)
        {
            octets = octets[^Words.Length..];
            matched = 0;
        }

        foreach (var octet in octets)
            matched = matched < Words.Length && octet == Words[matched] ? matched + 1 : octet == Words[0] ? 1 : 0;
        if (matched == Words.Length)
            silence.Start(SilenceMs);
    }

    public void Reset()
    {
        matched = 0;
        silence.Stop();
    }

    public void Dispose() => silence.Dispose();
}
