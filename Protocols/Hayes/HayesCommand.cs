namespace Protocols.Hayes;

/// <summary>One command of a command line (V.250 §5.3, §5.4), as a modem reads it.</summary>
/// <param name="Name">
/// A letter (<c>E</c>), a letter with its prefix (<c>&amp;D</c>, <c>\V</c>, <c>%C</c>), an extended name (<c>+MR</c>),
/// <c>S</c> or <c>D</c>.
/// </param>
/// <param name="Number">The parameter, 0 where none was given; of S the register.</param>
/// <param name="Text">Of <c>D</c> the dial string with its modifiers; of an extended command and of <c>S=</c> the value.</param>
/// <param name="IsQuery">Ends with a question mark.</param>
public readonly record struct HayesCommand(string Name, int Number, string Text = "", bool IsQuery = false)
{
    /// <summary>Of <c>D</c>: stay in command state after dialling.</summary>
    public bool StaysInCommandState => Name == "D" && Text.EndsWith(';');

    /// <summary>Of <c>D</c>: what reaches the exchange, without T, P, pauses and waits.</summary>
    public string DialledDigits => string.Concat(Text.Where(c => char.IsAsciiDigit(c) || c is '*' or '#' or '+'));
}
