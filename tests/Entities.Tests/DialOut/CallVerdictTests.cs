using Entities.DialOut.Lacs;
using Shared.Messages;

namespace Entities.Tests.DialOut;

/// <summary>What a CDN says about the LAC or the line, and what about the remote site (dial-out §6, RFC 2661 §4.4.2).</summary>
public class CallVerdictTests
{
    [Theory]
    [InlineData(1, 0, CallVerdict.NextLac)]   // carrier lost
    [InlineData(2, 4, CallVerdict.NextLac)]   // resources insufficient
    [InlineData(2, 6, CallVerdict.NextLac)]   // vendor-specific: the modem answered nonsense
    [InlineData(2, 7, CallVerdict.NextLac)]   // try another
    [InlineData(3, 0, CallVerdict.GiveUp)]    // policy, blacklisted
    [InlineData(4, 0, CallVerdict.NextLac)]   // no line free
    [InlineData(5, 0, CallVerdict.NextLac)]   // no such line
    [InlineData(6, 0, CallVerdict.GiveUp)]    // number
    [InlineData(7, 0, CallVerdict.OnceMore)]  // no answer, no carrier
    [InlineData(8, 0, CallVerdict.GiveUp)]    // busy
    [InlineData(9, 0, CallVerdict.NextLac)]   // no dial tone
    [InlineData(10, 0, CallVerdict.NextLac)]  // the LAC's timer
    [InlineData(11, 0, CallVerdict.OnceMore)] // no framing
    [InlineData(4711, 0, CallVerdict.NextLac)]
    public void OfCdn(uint result, uint error, CallVerdict verdict) =>
        CallVerdicts.Of(new CallFailed { Stage = CallStage.StageDialling, Result = result, Error = error }).ShouldBe(verdict);

    [Fact]
    public void OfStopCcnAndOfALostTunnel()
    {
        CallVerdicts.Of(new CallFailed { Result = 3, FromStopCcn = true }).ShouldBe(CallVerdict.NextLac);
        CallVerdicts.Of(new CallFailed { TunnelFailed = true }).ShouldBe(CallVerdict.NextLac);
        CallVerdicts.Of(new CallFailed { AuthenticationFailed = true }).ShouldBe(CallVerdict.GiveUp);
    }

    [Theory]
    [InlineData(CallStage.StageTunnel, 0, 0, false)]
    [InlineData(CallStage.StageRequest, 4, 0, false)]
    [InlineData(CallStage.StageDialling, 7, 0, true)]
    [InlineData(CallStage.StageDialling, 8, 0, false)]
    [InlineData(CallStage.StageDialling, 9, 0, false)]
    [InlineData(CallStage.StageDialling, 10, 0, true)]
    [InlineData(CallStage.StageDialling, 11, 0, true)]
    [InlineData(CallStage.StageDialling, 2, 41, false)] // ERROR from the modem
    [InlineData(CallStage.StageDialling, 2, 58, true)]  // it connected, too slowly
    [InlineData(CallStage.StageDialling, 0, 0, true)]   // in doubt
    [InlineData(CallStage.StagePpp, 0, 0, true)]
    public void TheFarPhoneRang(CallStage stage, uint result, uint cause, bool rang) =>
        CallVerdicts.Rang(new CallFailed { Stage = stage, Result = result, Cause = cause }).ShouldBe(rang);

    [Fact]
    public void ATunnelThatIsLostWhileTheLacDialsMayHaveMadeItRing() =>
        CallVerdicts.Rang(new CallFailed { Stage = CallStage.StageDialling, TunnelFailed = true }).ShouldBeTrue();
}
