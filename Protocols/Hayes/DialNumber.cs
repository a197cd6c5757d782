namespace Protocols.Hayes;

/// <summary>
/// A number that may follow ATD. It comes from a peer, so only what is dialled gets through: never a command, a semicolon or CR.
/// </summary>
public static class DialNumber
{
    /// <summary>V.250 §5.2.1 obliges a modem to take a command line of at least 40 characters; E.164 has 15 digits.</summary>
    public const int MaximumDigits = 32;

    /// <summary>Longest text worth looking at: separators make it longer than what is dialled.</summary>
    private const int MaximumText = 64;

    /// <param name="dialled">Digits, * and #, with a leading + kept; separators that people write are left out.</param>
    /// <returns>False for a malformed number (CDN result 6).</returns>
    public static bool TryNormalise(string number, out string dialled)
    {
        dialled = "";
        if (number.Length > MaximumText)
            return false;
        Span<char> kept = stackalloc char[MaximumText];
        var length = 0;
        foreach (var c in number)
        {
            if (c is ' ' or '-' or '.' or '/' or '(' or ')')
                continue;
            if (c is not ((>= '0' and <= '9') or '*' or '#') && !(c == '+' && length == 0))
                return false;
            kept[length++] = c;
        }

        dialled = new string(kept[..length]);
        return length is > 0 and <= MaximumDigits && dialled != "+";
    }
}
