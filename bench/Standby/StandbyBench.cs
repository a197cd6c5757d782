using System.Net.Sockets;
using Lab.Nodes;

namespace Bench.Standby;

/// <summary>P5 and P7: an LNS with calls up ends, and its standby goes on; what data, control and calls see of it.</summary>
internal static class StandbyBench
{
    private const int Probed = 200;

    private static readonly int[] Sizes = [1_000, 10_000];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly (string Name, Func<StandbyScene, Task> End)[] Ways =
    [
        ("kill -9", scene => scene.Active.Kill()),
        ("SIGSTOP", scene => Now(scene.Active.Freeze)),
        ("hand-over", scene => OperationsClient.Ask(scene.OperationsSocket, "hand-over")),
    ];

    public static async Task<Figures> Run(Arguments arguments)
    {
        var book = new FigureBook("standby");
        foreach (var calls in arguments.Calls is { } only ? [only] : Sizes)
        {
            using var scratch = new Scratch(arguments.Directory);
            await using var scene = new StandbyScene(scratch.Path, calls);
            await scene.StartAsync();
            var setUp = await scene.PlaceAll();
            book.Add($"{calls:N0} calls placed", "calls/s", calls / setUp.TotalSeconds);
            Console.Error.WriteLine($"{calls:N0} calls up on {scene.Lac.Tunnels} tunnels after {setUp.TotalSeconds:0} s");
            scene.Home.Probe(Math.Min(Probed, calls));
            for (var run = 1; run <= arguments.Runs; run++)
                foreach (var (name, end) in Ways)
                    await TakeOver(scene, calls, name, end, book);
        }
        return book.Close();
    }

    private static async Task TakeOver(StandbyScene scene, int calls, string name, Func<StandbyScene, Task> end, FigureBook book)
    {
        var probed = Math.Min(Probed, calls);
        await scene.StartStandby();
        // the rest of the noise that the standby's start has made passes; then a second without anything, to compare with
        await Task.Delay(2_000);
        scene.Home.Measure();
        await Task.Delay(1_000);
        var quiet = scene.Home.Gaps(probed);
        scene.Home.Measure();
        var ended = scene.Lac.Ended;
        var begin = TimeProvider.System.GetTimestamp();
        var ending = end(scene);
        scene.Lac.AskAll();
        var control = await ControlAnswers(scene, begin);
        var operations = await OperationsAnswer(scene, begin);
        await ending;
        await Task.Delay(1_000);
        var gaps = scene.Home.Gaps(probed).Order().ToList();
        var alive = await scene.CountAlive();
        scene.Passed();
        var what = $"{calls:N0} calls, {name}: ";
        book.Add(what + "data gap p50", "ms", gaps[gaps.Count / 2]);
        book.Add(what + "data gap max", "ms", gaps[^1]);
        book.Add(what + "calls lost", "calls", Math.Max(calls - alive, scene.Lac.Ended - ended));
        book.Add(what + "control answers, first tunnel", "ms", control.First);
        book.Add(what + "control answers, last tunnel", "ms", control.Last);
        book.Add(what + "operations answer", "ms", operations);
        book.Add(what + "longest gap of the second before", "ms", quiet.Max());
        Console.Error.WriteLine($"{what}gap {gaps[gaps.Count / 2]:0} ms, at most {gaps[^1]:0}; {alive} of {calls} calls answer; control {control.First:0} to {control.Last:0} ms; before {quiet.Max():0} ms");
    }

    private static async Task<(double First, double Last)> ControlAnswers(StandbyScene scene, long begin)
    {
        while (true)
        {
            var answers = scene.Lac.Answers;
            if (answers.All(answer => answer != 0))
                return (Since(begin, answers.Min()), Since(begin, answers.Max()));
            if (TimeProvider.System.GetElapsedTime(begin) > Patience)
                throw new TimeoutException($"{answers.Count(answer => answer == 0)} of {answers.Count} tunnels do not answer");
            await Task.Delay(5);
        }
    }

    private static async Task<double> OperationsAnswer(StandbyScene scene, long begin)
    {
        while (true)
        {
            try
            {
                if ((await OperationsClient.Ask(scene.OperationsSocket, "process")).GetProperty("process").GetInt32() == scene.Standby.Id)
                    return TimeProvider.System.GetElapsedTime(begin).TotalMilliseconds;
            }
            catch (Exception e) when (e is SocketException or IOException or InvalidOperationException)
            {
                // not there yet
            }
            if (TimeProvider.System.GetElapsedTime(begin) > Patience)
                throw new TimeoutException("nobody answers operators");
            await Task.Delay(5);
        }
    }

    private static double Since(long begin, long end) => TimeProvider.System.GetElapsedTime(begin, end).TotalMilliseconds;

    private static Task Now(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
