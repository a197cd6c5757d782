using System.Text;

namespace Protocols.Hayes;

/// <summary>
/// Takes results out of what a modem says in command state, in any cuts. A line ends with CR; the LFs around verbose results are
/// skipped wherever they fall. The caller stops reading after <see cref="HayesResultKind.Connect"/>: what is left of the input is
/// the call's data (an LF may lead it).
/// </summary>
public sealed class HayesResultReader
{
    /// <summary>Longer than any result known, CONNECT with all its protocols included.</summary>
    public const int MaximumLine = 160;

    private const byte CarriageReturn = 13;
    private const byte LineFeed = 10;

    private readonly byte[] line = new byte[MaximumLine];
    private int length;
    private bool overflown;

    /// <returns>False when the input is used up.</returns>
    public bool TryRead(ref ReadOnlySpan<byte> input, out HayesResult result)
    {
        for (var i = 0; i < input.Length; i++)
        {
            var octet = input[i];
            if (octet == LineFeed && length == 0)
                continue;
            if (octet != CarriageReturn)
            {
                Take(octet);
                continue;
            }

            if (length == 0)
                continue;
            input = input[(i + 1)..];
            result = Finish();
            return true;
        }

        input = default;
        result = default;
        return false;
    }

    /// <summary>Forgets a line begun.</summary>
    public void Reset()
    {
        length = 0;
        overflown = false;
    }

    private void Take(byte octet)
    {
        if (length < MaximumLine)
            line[length++] = octet;
        else
            overflown = true;
    }

    private HayesResult Finish()
    {
        var octets = line.AsSpan(0, length);
        var readable = !overflown && octets.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0;
        var text = readable ? Encoding.ASCII.GetString(octets).Trim() : Printable(octets);
        Reset();
        return readable ? HayesResults.Classify(text) : new HayesResult(HayesResultKind.Garbage, text);
    }

    private static string Printable(ReadOnlySpan<byte> octets)
    {
        var text = new StringBuilder(octets.Length);
        foreach (var octet in octets)
            text.Append(octet is >= (byte)' ' and <= (byte)'~' ? (char)octet : '.');
        return text.ToString();
    }
}
