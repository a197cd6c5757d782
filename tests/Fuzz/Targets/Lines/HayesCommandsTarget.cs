using System.Collections.Immutable;
using System.Text;
using Fuzz.Seeds;
using Protocols.Hayes;

namespace Fuzz.Targets.Lines;

/// <summary>The modem's side of command state; and numbers to dial, which come from a peer and must not carry a command.</summary>
public sealed class HayesCommandsTarget : FuzzTarget
{
    public override string Name => "hayes-commands";

    public override string What => "command lines as a modem reads them, and numbers to dial";

    public override IReadOnlyList<byte[]> Seeds => LineSeeds.Commands;

    public override int MaximumOctets => 400;

    public override uint Run(ReadOnlySpan<byte> input)
    {
        var signature = new Signature();
        Lines(input, ref signature);
        Number(Encoding.Latin1.GetString(input[..Math.Min(80, input.Length)]), ref signature);
        return signature.Value;
    }

    private static void Lines(ReadOnlySpan<byte> input, ref Signature signature)
    {
        var (whole, cut) = (new HayesCommandReader(), new HayesCommandReader());
        var rest = input;
        var at = 0;
        while (whole.TryRead(ref rest, out var line))
        {
            string? same = null;
            var found = false;
            while (!found && at < input.Length)
            {
                var octet = input.Slice(at++, 1);
                found = cut.TryRead(ref octet, out same);
            }
            Judge.That(found, "cuts hide no line");
            Judge.Same(line, same, "the same line octet by octet");
            if (line is null)
                signature.Add(0);
            if (line is not null)
                Body(line, ref signature);
        }
        Judge.That(rest.IsEmpty, "all was read");
    }

    private static void Body(string body, ref Signature signature)
    {
        Judge.That(body.Length <= HayesCommandReader.MaximumBody, "lines are bounded");
        Judge.That(!body.AsSpan().ContainsAnyExceptInRange(' ', '~'), "lines are printable");
        var isGood = HayesCommandLine.TryParse(body, out var commands);
        signature.Add(isGood);
        if (!isGood)
        {
            Judge.That(commands.IsEmpty, "a line that is wrong does nothing");
            return;
        }
        var names = 0;
        foreach (var command in commands)
        {
            Judge.That(command.Number is >= 0 and <= 999, "parameters have three digits");
            Judge.That(command.Name.Length > 0 && command.Name == command.Name.ToUpperInvariant(), "names are in capitals");
            names |= 1 << command.Name[0] % 32;
        }
        signature.Add(names);
        Judge.That(commands.All(c => c.Name != "D") || commands.Count(c => c.Name == "D") == 1 && commands[^1].Name == "D", "the dial string is the rest");
        Judge.That(HayesCommandLine.TryParse(Written(commands), out var again) && commands.SequenceEqual(again), "written again, it says the same");
    }

    private static string Written(ImmutableArray<HayesCommand> commands)
    {
        var text = new StringBuilder();
        foreach (var command in commands)
            text.Append(command switch
            {
                { Name: "D" } => "D" + command.Text,
                { Name: "S", IsQuery: true } => $"S{command.Number}?",
                { Name: "S" } => $"S{command.Number}={command.Text}",
                { Name: ['+', ..] } => command.Name + (command.Text.Length > 0 ? "=" + command.Text : "") + (command.IsQuery ? "?;" : ";"),
                _ => $"{command.Name}{command.Number}{(command.IsQuery ? "?" : "")}",
            });
        return text.ToString();
    }

    private static void Number(string number, ref Signature signature)
    {
        var isGood = DialNumber.TryNormalise(number, out var dialled);
        signature.Add(isGood);
        if (!isGood)
            return;
        Judge.That(dialled.Length is > 0 and <= DialNumber.MaximumDigits, "numbers are bounded");
        Judge.That(!dialled.AsSpan(1).ContainsAnyExcept("0123456789*#") && "0123456789*#+".Contains(dialled[0]), "only digits are dialled");
        Judge.That(DialNumber.TryNormalise(dialled, out var again) && again == dialled, "a plain number stays");
        Judge.That(HayesCommandLine.TryParse("DT" + dialled, out var commands) && commands.Length == 1, "a number is one dial command");
        Judge.Same(commands[0].DialledDigits, dialled, "and the modem dials it");
    }
}
