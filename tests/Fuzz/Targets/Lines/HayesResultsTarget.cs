using System.Text;
using Fuzz.Seeds;
using Protocols.Hayes;

namespace Fuzz.Targets.Lines;

/// <summary>What a modem says, in cuts, against lines split at CR.</summary>
public sealed class HayesResultsTarget : FuzzTarget
{
    public override string Name => "hayes-results";

    public override string What => "what a modem says in command state, in any cuts";

    public override IReadOnlyList<byte[]> Seeds => LineSeeds.Results;

    public override int MaximumOctets => 400;

    public override uint Run(ReadOnlySpan<byte> input)
    {
        var signature = new Signature();
        var lines = PlainLines(input);
        var reader = new HayesResultReader();
        var (at, read, kinds) = (0, 0, 0);
        while (at < input.Length)
        {
            var cut = input[at..Math.Min(input.Length, at + 1 + input[at] % 29)];
            at += cut.Length;
            while (reader.TryRead(ref cut, out var result))
            {
                Judge.That(read < lines.Count, "no more results than lines");
                JudgeResult(lines[read++], result);
                kinds |= 1 << ((int)result.Kind + (result.TransmitBps == result.ReceiveBps ? 0 : 16));
            }
        }
        Judge.Same(read, lines.Count, "a result for each line");
        signature.Add(kinds);
        return signature.Value;
    }

    private static List<byte[]> PlainLines(ReadOnlySpan<byte> input)
    {
        var lines = new List<byte[]>();
        for (var end = input.IndexOf((byte)13); end >= 0; end = input.IndexOf((byte)13))
        {
            var line = input[..end].TrimStart((byte)10);
            if (!line.IsEmpty)
                lines.Add(line.ToArray());
            input = input[(end + 1)..];
        }
        return lines;
    }

    private static void JudgeResult(byte[] line, HayesResult result)
    {
        Judge.That(result.Text.Length <= HayesResultReader.MaximumLine, "texts are bounded");
        Judge.That(!result.Text.AsSpan().ContainsAnyExceptInRange(' ', '~'), "texts are printable");
        if (line.Length > HayesResultReader.MaximumLine || line.AsSpan().ContainsAnyExceptInRange((byte)' ', (byte)'~'))
        {
            Judge.Same(result.Kind, HayesResultKind.Garbage, "what is no line is garbage");
            return;
        }
        var text = Encoding.ASCII.GetString(line).Trim();
        Judge.Same(result.Text, text, "the line itself");
        Judge.Same(result, HayesResults.Classify(text), "the same alone");
        var upper = text.ToUpperInvariant();
        var says = result.Kind switch
        {
            HayesResultKind.Connect => upper.StartsWith("CONNECT", StringComparison.Ordinal) || upper is "1" or "5" or "10",
            HayesResultKind.Ok => upper is "OK" or "0",
            HayesResultKind.Busy => upper is "BUSY" or "7",
            HayesResultKind.NoCarrier => upper is "NO CARRIER" or "3",
            HayesResultKind.NoAnswer => upper is "NO ANSWER" or "8",
            HayesResultKind.Ring => upper is "RING" or "2",
            _ => true,
        };
        Judge.That(says, "a result is what the line says");
        Judge.That(result.TransmitBps >= 0 && result.ReceiveBps >= 0 && (result.TransmitBps == 0) == (result.ReceiveBps == 0), "both speeds or none");
        Judge.That(result.TransmitBps == 0 || result.Kind is HayesResultKind.Connect or HayesResultKind.Rate, "speeds come with CONNECT and rates");
        Judge.That(result.TransmitBps == 0 || upper.Length <= 2 || upper.Contains($"{result.TransmitBps}", StringComparison.Ordinal),
            "a speed stands in the line");
    }
}
