using Protocols.Hayes;

namespace Protocols.Tests.Hayes;

public class ModemDialogueTests
{
    private static readonly ModemProfile Escape = new() { HangUp = HangUpMethod.Escape };

    public static TheoryData<ModemPhase, ModemInputKind> WholeProduct()
    {
        var product = new TheoryData<ModemPhase, ModemInputKind>();
        foreach (var phase in Enum.GetValues<ModemPhase>())
        {
            foreach (var input in Enum.GetValues<ModemInputKind>())
                product.Add(phase, input);
        }

        return product;
    }

    [Theory]
    [MemberData(nameof(WholeProduct))]
    public void EveryPairHasAnAnswerAndAHangUpIsNeverLost(ModemPhase phase, ModemInputKind kind)
    {
        var move = ModemTable.Move(phase, kind);
        Enum.IsDefined(move).ShouldBeTrue();
        foreach (var profile in new[] { ModemProfile.Default, Escape })
        {
            var step = (new ModemDialogue(profile) { Phase = phase }).Step(new ModemInput(kind));
            Enum.IsDefined(step.Next.Phase).ShouldBeTrue();
            if (kind == ModemInputKind.HangUp)
                step.Next.Phase.ShouldBeOneOf(ModemPhase.DtrLow, ModemPhase.EscapeGuard, ModemPhase.EscapeSent, ModemPhase.HangUpSent);
        }
    }

    [Fact]
    public void AWholeCallWithDtr()
    {
        var talk = new Talk(ModemProfile.Default);
        talk.Input(ModemInput.HangUp).ShouldBe("low timer(1000)");
        talk.Input(ModemInput.Timer(carrierPresent: true)).ShouldBe("low timer(1000)", "DTR stays low while the modem holds the line");
        talk.Input(ModemInput.Timer(carrierPresent: false)).ShouldBe("OnHook raise AT&F timer(2000)");
        talk.Hear("AT&F").ShouldBe("", "echo is not off yet");
        talk.Hear("OK").ShouldBe("ATE0V1Q0 timer(2000)");
        talk.Hear("OK").ShouldBe("ATX4&C1&D2S0=0 timer(2000)");
        talk.Hear("OK").ShouldBe("AT+MR=1 timer(2000)");
        talk.Hear("ERROR").ShouldBe("ATW2 timer(2000)", "optional");
        talk.Hear("OK").ShouldBe("stop Ready");
        talk.Hear("RING").ShouldBe("");
        talk.Input(ModemInput.Dial("5551234", 60)).ShouldBe("ATS7=60DT5551234 timer(65000)");
        talk.Hear("+MCR: V34").ShouldBe("");
        talk.Hear("+MRR: 31200,33600").ShouldBe("");
        talk.Hear("CONNECT 115200").ShouldBe("stop Connected(31200,33600)");
        talk.Input(ModemInput.DeviceLost).ShouldBe("stop Dropped");
        talk.Hear("OK").ShouldBe("");
        talk.Input(ModemInput.HangUp).ShouldBe("low timer(1000)");
    }

    [Fact]
    public void HangUpByEscapeKeepsTheGuardTimes()
    {
        var talk = new Talk(Escape);
        talk.Input(ModemInput.HangUp).ShouldBe("raise timer(1100)");
        talk.Input(ModemInput.Timer(false)).ShouldBe("+++ timer(1100)");
        talk.Hear("OK").ShouldBe("ATH timer(2000)");
        talk.Hear("NO CARRIER").ShouldBe("");
        talk.Hear("OK").ShouldBe("OnHook raise AT&F timer(2000)");
    }

    [Fact]
    public void EscapeUnansweredIsRepeatedThenGivenUp()
    {
        var talk = new Talk(Escape);
        talk.Input(ModemInput.HangUp);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            talk.Input(ModemInput.Timer(false)).ShouldBe("+++ timer(1100)");
            talk.Input(ModemInput.Timer(false)).ShouldBe("ATH timer(2000)");
            talk.Input(ModemInput.Timer(false)).ShouldBe(attempt < 2 ? "timer(1100)" : "stop Gone");
        }
    }

    [Fact]
    public void DiallingIsAbortedByAKeyWhereThereIsNoDtr()
    {
        var talk = Talk.Ready(Escape);
        talk.Input(ModemInput.Dial("1", 30));
        talk.Input(ModemInput.HangUp).ShouldBe("\\r timer(1100)");
    }

    [Theory]
    [InlineData("BUSY", "Busy")]
    [InlineData("NO ANSWER", "NoAnswer")]
    [InlineData("NO CARRIER", "NoCarrier")]
    [InlineData("NO DIALTONE", "NoDialtone")]
    [InlineData("NO DIAL TONE", "NoDialtone")]
    [InlineData("DELAYED 00:01:00", "Delayed")]
    [InlineData("BLACKLISTED", "Blacklisted")]
    [InlineData("ERROR", "Error")]
    public void EveryRefusalIsReportedAndOnlyAHangUpLeadsOn(string result, string report)
    {
        var talk = Talk.Ready(ModemProfile.Default);
        talk.Input(ModemInput.Dial("1", 30));
        talk.Hear(result).ShouldBe($"stop {report}");
        talk.Input(ModemInput.Dial("2", 30)).ShouldBe("Error");
        talk.Input(ModemInput.HangUp).ShouldBe("low timer(1000)");
    }

    [Fact]
    public void ASilentModemIsGoneAfterThreeAttempts()
    {
        var talk = new Talk(ModemProfile.Default);
        talk.Input(ModemInput.HangUp);
        talk.Input(ModemInput.Timer(false));
        talk.Input(ModemInput.Timer(false)).ShouldBe("AT&F timer(2000)");
        talk.Input(ModemInput.Timer(false)).ShouldBe("AT&F timer(2000)");
        talk.Input(ModemInput.Timer(false)).ShouldBe("stop Gone");
    }

    [Fact]
    public void GarbageWhileDiallingIsBorneForAWhile()
    {
        var talk = Talk.Ready(ModemProfile.Default with { MaximumGarbageLines = 3 });
        talk.Input(ModemInput.Dial("1", 30));
        talk.Hear("x!").ShouldBe("");
        talk.Hear("x!").ShouldBe("");
        talk.Hear("x!").ShouldBe("stop Error");
    }

    [Fact]
    public void NoResultAtAllIsAnErrorAfterTheModemHadItsTurn()
    {
        var talk = Talk.Ready(ModemProfile.Default);
        talk.Input(ModemInput.Dial("1", 600)).ShouldBe("ATS7=255DT1 timer(605000)");
        talk.Input(ModemInput.Timer(false)).ShouldBe("stop Error");
    }

    [Fact]
    public void AModemThatAnswersThePhoneIsHungUp() =>
        Talk.Ready(ModemProfile.Default).Hear("CONNECT 2400").ShouldBe("low timer(1000)");

    /// <summary>Plays inputs and prints outputs.</summary>
    private sealed class Talk(ModemProfile profile)
    {
        private ModemDialogue dialogue = new(profile);

        public static Talk Ready(ModemProfile profile) => new(profile) { dialogue = new(profile) { Phase = ModemPhase.Ready } };

        public string Hear(string line) => Input(ModemInput.Of(HayesResults.Classify(line)));

        public string Input(ModemInput input)
        {
            (dialogue, var outputs) = dialogue.Step(input);
            return string.Join(' ', outputs.Select(Print));
        }

        private static string Print(ModemOutput output) => output switch
        {
            ModemOutput.Write { Text: "\r" } => "\\r",
            ModemOutput.Write write => write.Text.TrimEnd('\r'),
            ModemOutput.StartTimer timer => $"timer({timer.Milliseconds})",
            ModemOutput.StopTimer => "stop",
            ModemOutput.LowerDtr => "low",
            ModemOutput.RaiseDtr => "raise",
            ModemOutput.Report { What: ModemReport.Connected } report => $"Connected({report.TransmitBps},{report.ReceiveBps})",
            ModemOutput.Report report => report.What.ToString(),
            _ => throw new InvalidOperationException(),
        };
    }
}
