using Interop.Tests.Support;

namespace Interop.Tests.EveryStep;

/// <summary>
/// For each durable step of a call and each side of its commit: the LNS kills itself there, with real processes, and the call gets where it would
/// have got (architecture.md §2). The rows are in <see cref="Step.All"/>.
/// </summary>
[Collection(ProcessesCollection.Name)]
public sealed class EveryStepTests(SweepLab lab) : IClassFixture<SweepLab>
{
    public static TheoryData<int, string> Rows()
    {
        var rows = new TheoryData<int, string>();
        foreach (var row in SweepCase.All) rows.Add(row.Number, row.ToString());
        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task TheCallGoesOn(int number, string row)
    {
        var played = SweepCase.All[number];
        played.ToString().ShouldBe(row);
        var cell = await lab.Run(played);
        SweepJudge.DiedThere(cell, played);
        SweepJudge.TheLacNoticedNothing(lab, cell, played);
        SweepJudge.TheSiteRangOnce(lab, cell);
        SweepJudge.AccountingIsWhole(lab, cell, played);
    }
}
