using System.Collections.Immutable;
using System.Globalization;

namespace Protocols.Hayes;

/// <summary>Splits the body of a command line, what stands between AT and CR, into commands.</summary>
public static class HayesCommandLine
{
    /// <summary>Of the name of an extended command, behind its plus (V.250 §5.4.1).</summary>
    private const string NameCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!%-./:_";

    /// <returns>False for a line that a modem answers with ERROR: an unknown character, a number too long.</returns>
    public static bool TryParse(string body, out ImmutableArray<HayesCommand> commands)
    {
        var builder = ImmutableArray.CreateBuilder<HayesCommand>();
        var text = body.ToUpperInvariant().AsSpan();
        commands = [];
        while (true)
        {
            text = text.TrimStart(' ');
            if (text.IsEmpty)
                break;
            if (!TryTake(ref text, out var command))
                return false;
            builder.Add(command);
        }

        commands = builder.ToImmutable();
        return true;
    }

    private static bool TryTake(ref ReadOnlySpan<char> text, out HayesCommand command)
    {
        switch (text[0])
        {
            case 'D':
                // the rest of the line is the dial string (V.250 §6.3.1)
                command = new HayesCommand("D", 0, text[1..].ToString().Trim());
                text = default;
                return true;
            case 'S':
                return TryTakeRegister(ref text, out command);
            case '+':
                return TryTakeExtended(ref text, out command);
            case '&' or '\\' or '%' or '*' or '-' when text.Length > 1:
                return TryTakeBasic(ref text, 2, out command);
            default:
                return TryTakeBasic(ref text, 1, out command);
        }
    }

    private static bool TryTakeBasic(ref ReadOnlySpan<char> text, int nameLength, out HayesCommand command)
    {
        var name = text[..nameLength].ToString();
        text = text[nameLength..];
        if (!TryTakeNumber(ref text, out var number) || !char.IsAsciiLetter(name[^1]))
        {
            command = default;
            return false;
        }

        command = new HayesCommand(name, number, IsQuery: TryTakeChar(ref text, '?'));
        return true;
    }

    private static bool TryTakeRegister(ref ReadOnlySpan<char> text, out HayesCommand command)
    {
        command = default;
        text = text[1..];
        if (!TryTakeNumber(ref text, out var register))
            return false;
        if (TryTakeChar(ref text, '?'))
        {
            command = new HayesCommand("S", register, IsQuery: true);
            return true;
        }

        if (!TryTakeChar(ref text, '=') || !TryTakeNumber(ref text, out var value))
            return false;
        command = new HayesCommand("S", register, value.ToString(CultureInfo.InvariantCulture));
        return true;
    }

    /// <summary><c>+NAME</c>, <c>+NAME?</c>, <c>+NAME=value</c>, up to a semicolon (V.250 §5.4.4).</summary>
    private static bool TryTakeExtended(ref ReadOnlySpan<char> text, out HayesCommand command)
    {
        var end = text.IndexOf(';');
        var whole = end < 0 ? text : text[..end];
        text = end < 0 ? default : text[(end + 1)..];
        var isQuery = whole[^1] == '?';
        if (isQuery)
            whole = whole[..^1];
        var equals = whole.IndexOf('=');
        var name = (equals < 0 ? whole : whole[..equals]).Trim();
        var value = equals < 0 ? default : whole[(equals + 1)..].Trim();
        command = new HayesCommand(name.ToString(), 0, value.ToString(), isQuery);
        return name.Length > 1 && char.IsAsciiLetterUpper(name[1]) && !name[1..].ContainsAnyExcept(NameCharacters);
    }

    private static bool TryTakeNumber(ref ReadOnlySpan<char> text, out int number)
    {
        var digits = text.IndexOfAnyExceptInRange('0', '9');
        var taken = digits < 0 ? text : text[..digits];
        text = text[taken.Length..];
        number = 0;
        // an absent parameter is 0 (V.250 §5.3.1); no parameter has more than three digits
        return taken.Length == 0 || taken.Length <= 3 && int.TryParse(taken, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static bool TryTakeChar(ref ReadOnlySpan<char> text, char wanted)
    {
        if (text.IsEmpty || text[0] != wanted)
            return false;
        text = text[1..];
        return true;
    }
}
