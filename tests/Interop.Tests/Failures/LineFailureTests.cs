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
        await bench.StartAll();
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
}
