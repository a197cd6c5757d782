using Engine.Faults;

namespace Interop.Tests.EveryStep;

/// <summary>One row of the sweep: where the LNS dies, and who goes on.</summary>
/// <param name="HasStandby">A standby goes on; otherwise the program is started again.</param>
public sealed record SweepCase(int Number, Step Step, CrashSide Side, bool HasStandby)
{
    /// <summary>Every step on each side of its commit with a standby; every third step on one of the two without.</summary>
    public static IReadOnlyList<SweepCase> All { get; } =
    [
        .. Step.All.SelectMany((step, index) => (IEnumerable<(Step Step, CrashSide Side, bool HasStandby)>)
            [
                (step, CrashSide.Before, true), .. step.IsTransient ? [] : new[] { (step, CrashSide.After, true) },
                .. index % 3 == 0 ? new[] { (step, index % 2 == 0 && !step.IsTransient ? CrashSide.After : CrashSide.Before, false) } : [],
            ])
            .Select((row, number) => new SweepCase(number, row.Step, row.Side, row.HasStandby)),
    ];

    public string NodeName => $"lns{Number}";

    public override string ToString() => $"{Step.Name}, {Side.ToString().ToLowerInvariant()} its commit, {(HasStandby ? "standby" : "restart")}";
}
