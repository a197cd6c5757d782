using System.Text;

namespace Protocols.Hayes;

/// <summary>
/// The modem's side of command state: finds command lines in what the terminal sends, in any cuts. <c>A/</c> repeats the last line at
/// once; backspace edits; what doesn't begin with AT is passed over.
/// </summary>
public sealed class HayesCommandReader
{
    /// <summary>Longer lines are answered with ERROR, as a modem whose buffer is full does.</summary>
    public const int MaximumBody = 255;

    private const char CarriageReturn = '\r';
    private const char Backspace = '\b';

    private enum Position
    {
        BeforeA,
        AfterA,
        InBody,
    }

    private readonly StringBuilder body = new();
    private Position position;
    private bool overflown;
    private string last = "";

    /// <param name="line">The body of a command line, without AT and CR; null for one that was too long.</param>
    /// <returns>False when the input is used up.</returns>
    public bool TryRead(ref ReadOnlySpan<byte> input, out string? line)
    {
        for (var i = 0; i < input.Length; i++)
        {
            if (!Take((char)(input[i] & 0x7F), out line))
                continue;
            input = input[(i + 1)..];
            return true;
        }

        input = default;
        line = null;
        return false;
    }

    private bool Take(char c, out string? line)
    {
        line = null;
        switch (position, char.ToUpperInvariant(c))
        {
            case (Position.BeforeA or Position.AfterA, 'A'):
                position = Position.AfterA;
                return false;
            case (Position.AfterA, 'T'):
                position = Position.InBody;
                body.Clear();
                overflown = false;
                return false;
            case (Position.AfterA, '/'):
                position = Position.BeforeA;
                line = last;
                return true;
            case (Position.InBody, CarriageReturn):
                position = Position.BeforeA;
                line = overflown ? null : last = body.ToString();
                return true;
            case (Position.InBody, Backspace):
                body.Length = Math.Max(0, body.Length - 1);
                return false;
            case (Position.InBody, _):
                TakeIntoBody(c);
                return false;
            default:
                position = Position.BeforeA;
                return false;
        }
    }

    private void TakeIntoBody(char c)
    {
        // control characters in a line are ignored (V.250 §5.2.1)
        if (char.IsControl(c))
            return;
        if (body.Length < MaximumBody)
            body.Append(c);
        else
            overflown = true;
    }
}
