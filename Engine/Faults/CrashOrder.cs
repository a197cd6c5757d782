namespace Engine.Faults;

/// <summary>On which side of a decision's commit a process is to die.</summary>
public enum CrashSide
{
    /// <summary>Decided and on its way to the journal, which never gets it.</summary>
    Before,

    /// <summary>In the journal, and nobody outside knows.</summary>
    After,

    /// <summary>Its effects are performed; what comes of them is not known yet.</summary>
    Performed,

    /// <summary>The process lives on, but the partition that decided stands still for ever.</summary>
    Stuck,
}

/// <summary>
/// Where a process is to kill itself, for proofs that its calls go on: at the <paramref name="Nth"/> decision that holds an event or an effect of this
/// name. Written <c>CallPlaced@before</c>, <c>ControlQueued#3@after</c> or <c>AskRadius~tunnel@performed</c>.
/// </summary>
/// <param name="Name">The type of an event or effect, without its namespace.</param>
/// <param name="Text">What must stand in the entity's id or in the event or effect as text; empty: anything.</param>
/// <param name="Nth">Counted from 1.</param>
public sealed record CrashOrder(string Name, string Text, int Nth, CrashSide Side)
{
    /// <summary>The environment variable that production never has.</summary>
    public const string Variable = "BRAS_CRASH_AT";

    /// <returns>Null when the variable is not set.</returns>
    /// <exception cref="FormatException">It says nothing that can be followed.</exception>
    public static CrashOrder? FromEnvironment() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text ? Parse(text) : null;

    /// <inheritdoc cref="FromEnvironment"/>
    public static CrashOrder Parse(string text)
    {
        var (what, side) = Cut(text, '@');
        var (pattern, nth) = Cut(what, '#');
        var (name, within) = Cut(pattern, '~');
        if (name.Length == 0 || !Enum.TryParse<CrashSide>(side, ignoreCase: true, out var when) || (nth.Length > 0 && !int.TryParse(nth, out _)))
            throw new FormatException($"{Variable}={text}: write NAME[~TEXT][#NTH]@before, @after, @performed or @stuck");
        return new CrashOrder(name, within, nth.Length > 0 ? int.Parse(nth, System.Globalization.CultureInfo.InvariantCulture) : 1, when);
    }

    public override string ToString() => $"{Name}{(Text.Length > 0 ? "~" : "")}{Text}#{Nth}@{Side}";

    private static (string Before, string After) Cut(string text, char separator) =>
        text.Split(separator, 2) is [var before, var after] ? (before, after) : (text, "");
}
