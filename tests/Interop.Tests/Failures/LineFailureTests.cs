using Interop.Tests.Support;
using Lab.Phone;

namespace Interop.Tests.Failures;

/// <summary>What a telephone line can answer, from the modem's result to the dial-out session's state (dial-out §3, §6).</summary>
[Collection(ProcessesCollection.Name)]
public sealed class LineFailureTests
{
    [Theory]
    [InlineData(Answer.Busy, 8, "busy", 1)]
    [InlineData(Answer.NoAnswer, 7, "no answer", 2)]
    [InlineData(Answer.NoCarrier, 7, "no carrier", 2)]
    [InlineData(Answer.Error, 2, "modem error", 1)]
    [InlineData(Answer.NoDialTone, 9, "no dial tone", 1)]
    public async Task TheModemsResultIsTheSessionsReason(Answer answer, int result, string reason, int dialled)
    {
        await using var bench = new Bench();
        // two: the second try comes while the first line is still being hung up
        await bench.StartAll(lines: 2);
        bench.Phones.Set(bench.Site.Number, new Subscriber(answer, null, TimeSpan.FromMilliseconds(50)));

        var line = await bench.CallEndsIn("Inhibited", "inhibited");

        line["reason"].ShouldContain(reason);
        line["result"].ShouldBe($"{result}");
        var row = await bench.DialOut();
        row.GetProperty("lastResult").GetInt32().ShouldBe(result);
        row.GetProperty("lastText").GetString()!.ShouldContain(reason);
        bench.Phones.Rung[bench.Site.Number].ShouldBe(dialled);
        (await bench.Lns.Show("sessions")).ShouldBeEmpty();
        bench.Modems().OffHook.ShouldBe(0);
    }

    [Fact]
    public async Task WithoutDialToneTheNextLacDials()
    {
        await using var bench = new Bench();
        bench.StartRadius(null, bench.TunnelTo(0, preference: 0), bench.TunnelTo(1, preference: 1));
        var dead = new PhoneNetwork(TimeProvider.System, seed: 2);
        dead.Set(bench.Site.Number, new Subscriber(Answer.NoDialTone, null, TimeSpan.FromMilliseconds(50)));
        await Task.WhenAll(bench.StartLac(0, phones: dead), bench.StartLac(1), bench.StartLns());

        await bench.PingUntilAnswered(bench.Site.Target);

        (await bench.DialOut()).GetProperty("lac").GetString().ShouldBe(bench.Network.Lac(1).ToString());
        (await bench.Lac.Log.WaitFor("the line's failure", l => l.Event == "LineFailed"))["result"].ShouldBe("9");
        await Bench.LinesAre(bench.Lac, "faulty");
    }
}
