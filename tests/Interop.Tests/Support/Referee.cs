using Lab.Foreign;

namespace Interop.Tests.Support;

/// <summary>Where tshark is there to judge, nothing that our nodes sent or received may displease it.</summary>
internal static class Referee
{
    public static async Task FindsNothing(Bench bench, params Node[] nodes)
    {
        foreach (var node in nodes)
            (await Tshark.Complaints(node.Capture, bench.RadiusPorts)).ShouldBeEmpty(node.Capture);
    }
}
