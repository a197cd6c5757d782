namespace Entities.Lines;

/// <summary>
/// A whole number to match: digits stand for themselves, <c>x</c> for any one digit, a last <c>.</c> for any rest, as in
/// <c>0900.</c>, <c>55512xx</c>, <c>+49.</c>.
/// </summary>
public readonly record struct NumberPattern
{
    private const char AnyDigit = 'x';
    private const char AnyRest = '.';

    private NumberPattern(string text) => Text = text;

    public string Text { get; }

    /// <returns>False when the text is no pattern.</returns>
    public static bool TryParse(string text, out NumberPattern pattern)
    {
        pattern = new NumberPattern(text);
        var digits = text.EndsWith(AnyRest) ? text.AsSpan(0, text.Length - 1) : text;
        return text.Length > 0 && digits.IndexOfAnyExcept("0123456789*#+x") < 0 && digits.LastIndexOf('+') <= 0;
    }

    /// <param name="dialled">As <see cref="Protocols.Hayes.DialNumber"/> leaves it.</param>
    public bool Matches(string dialled)
    {
        var open = Text.EndsWith(AnyRest);
        var digits = open ? Text.AsSpan(0, Text.Length - 1) : Text;
        if (open ? dialled.Length < digits.Length : dialled.Length != digits.Length)
            return false;
        for (var i = 0; i < digits.Length; i++)
        {
            if (digits[i] != dialled[i] && !(digits[i] == AnyDigit && char.IsAsciiDigit(dialled[i])))
                return false;
        }

        return true;
    }

    public override string ToString() => Text;
}
