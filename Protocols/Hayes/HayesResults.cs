namespace Protocols.Hayes;

/// <summary>The meaning of one line.</summary>
public static class HayesResults
{
    private static readonly Dictionary<string, HayesResultKind> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["OK"] = HayesResultKind.Ok,
        ["RING"] = HayesResultKind.Ring,
        ["NO CARRIER"] = HayesResultKind.NoCarrier,
        ["ERROR"] = HayesResultKind.Error,
        ["NO DIALTONE"] = HayesResultKind.NoDialtone,
        ["NO DIAL TONE"] = HayesResultKind.NoDialtone,
        ["BUSY"] = HayesResultKind.Busy,
        ["NO ANSWER"] = HayesResultKind.NoAnswer,
        ["DELAYED"] = HayesResultKind.Delayed,
        ["BLACKLISTED"] = HayesResultKind.Blacklisted,
    };

    /// <summary>Results that go on after their first word: with a time to wait, an error number, a protocol.</summary>
    private static readonly (string Start, HayesResultKind Kind)[] Starts =
    [
        ("AT", HayesResultKind.Echo),
        ("DELAYED ", HayesResultKind.Delayed),
        ("BLACKLISTED ", HayesResultKind.Blacklisted),
        ("+CME ERROR", HayesResultKind.Error),
        ("+MCR:", HayesResultKind.Progress),
        ("PROTOCOL", HayesResultKind.Progress),
        ("COMPRESSION", HayesResultKind.Progress),
        ("DIAL", HayesResultKind.Progress),
        ("RINGING", HayesResultKind.Progress),
        ("ALERTING", HayesResultKind.Progress),
        ("CALL SENT", HayesResultKind.Progress),
    ];

    /// <summary>Never fails: what means nothing is <see cref="HayesResultKind.Garbage"/>.</summary>
    /// <param name="text">One line, trimmed.</param>
    public static HayesResult Classify(string text)
    {
        if (Words.TryGetValue(text, out var word))
            return new HayesResult(word, text);
        if (Begins(text, "CONNECT"))
            return WithSpeeds(HayesResultKind.Connect, text, "CONNECT".Length);
        if (Begins(text, "CARRIER "))
            return WithSpeeds(HayesResultKind.Rate, text, "CARRIER".Length);
        if (Begins(text, "+MRR:"))
            return WithSpeeds(HayesResultKind.Rate, text, "+MRR:".Length);
        foreach (var (start, kind) in Starts)
        {
            if (Begins(text, start))
                return new HayesResult(kind, text);
        }

        return Numeric(text);
    }

    /// <summary>
    /// V0's codes, as far as vendors agree. From 9 on the same number means different speeds with different vendors; 10 is the one
    /// that is common.
    /// </summary>
    private static HayesResult Numeric(string text) => text switch
    {
        "0" => new(HayesResultKind.Ok, text),
        "1" => new(HayesResultKind.Connect, text),
        "2" => new(HayesResultKind.Ring, text),
        "3" => new(HayesResultKind.NoCarrier, text),
        "4" => new(HayesResultKind.Error, text),
        "5" => new(HayesResultKind.Connect, text, 1200, 1200),
        "6" => new(HayesResultKind.NoDialtone, text),
        "7" => new(HayesResultKind.Busy, text),
        "8" => new(HayesResultKind.NoAnswer, text),
        "10" => new(HayesResultKind.Connect, text, 2400, 2400),
        _ => new(HayesResultKind.Garbage, text),
    };

    /// <summary><c>nnnn</c>, or <c>nnnn/mmmm</c> or <c>nnnn,mmmm</c> where the directions differ; protocols may follow.</summary>
    private static HayesResult WithSpeeds(HayesResultKind kind, string text, int from)
    {
        var rest = text.AsSpan(from).TrimStart();
        var transmit = LeadingNumber(ref rest);
        var receive = 0;
        if (transmit > 0 && rest is ['/' or ',', ..])
        {
            rest = rest[1..].TrimStart();
            var digits = LeadingNumber(ref rest);
            receive = rest is [] or ['/' or ' ' or ',', ..] ? digits : 0;
        }

        return new HayesResult(kind, text, transmit, receive > 0 ? receive : transmit);
    }

    private static int LeadingNumber(ref ReadOnlySpan<char> text)
    {
        var digits = text.IndexOfAnyExceptInRange('0', '9');
        var number = digits < 0 ? text : text[..digits];
        text = text[number.Length..];
        // more digits than any line's speed has: no number
        return number.Length is > 0 and <= 9 ? int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) : 0;
    }

    private static bool Begins(string text, string start) => text.StartsWith(start, StringComparison.OrdinalIgnoreCase);
}
