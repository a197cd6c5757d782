using Protocols.Ppp;
using Protocols.Ppp.Control;
using Protocols.Tests.Ppp.Support;

namespace Protocols.Tests.Ppp.Control;

public class ControlProtocolTests
{
    private const ushort Mru = 1500;
    private static readonly Random Dice = new(1);

    private static ControlProtocol<TestNegotiator> Layer(AutomatonState state, int restartCount = 5, bool passive = false) =>
        new(PppProtocol.Ipcp, new ControlLimits(TimeSpan.FromSeconds(3), 10, 2, 5, passive), new TestNegotiator())
        {
            State = state,
            RestartCount = restartCount,
            NextIdentifier = 8,
            // In Opened and Ack-Rcvd our request is answered; any further answer is to nothing.
            Pending = state is AutomatonState.ReqSent or AutomatonState.AckSent ? new PendingRequest(7, Hex.Octets("010300")) : null,
        };

    private static ControlStep<TestNegotiator> Drive(ControlProtocol<TestNegotiator> layer, AutomatonEvent happening) => happening switch
    {
        AutomatonEvent.Down => layer.Down(),
        AutomatonEvent.Close => layer.Close(default),
        AutomatonEvent.TimeoutPlus => layer.Timeout(),
        AutomatonEvent.TimeoutMinus => (layer with { RestartCount = 0 }).Timeout(),
        AutomatonEvent.RcrPlus => Receive(layer, "01 2A 0007 010300"),
        AutomatonEvent.RcrMinus => Receive(layer, "01 2A 0007 020300"),
        AutomatonEvent.Rca => Receive(layer, "02 07 0007 010300"),
        AutomatonEvent.Rcn => Receive(layer, "03 07 0007 010309"),
        AutomatonEvent.Rtr => Receive(layer, "05 2A 0004"),
        AutomatonEvent.Rta => Receive(layer, "06 2A 0004"),
        AutomatonEvent.Ruc => Receive(layer, "0E 2A 0004"),
        AutomatonEvent.RxjPlus => Receive(layer, "07 2A 0005 0C"),
        AutomatonEvent.RxjMinus => Receive(layer, "07 2A 0005 01"),
        _ => throw new ArgumentOutOfRangeException(nameof(happening)),
    };

    private static ControlStep<TestNegotiator> Receive(ControlProtocol<TestNegotiator> layer, string packet) =>
        layer.Receive(Hex.Octets(packet), Mru, Dice);

    public static TheoryData<AutomatonState, AutomatonEvent> Product()
    {
        var data = new TheoryData<AutomatonState, AutomatonEvent>();
        foreach (var state in Enum.GetValues<AutomatonState>())
            foreach (var happening in Enum.GetValues<AutomatonEvent>())
                // Up and Open are one act here (Start), RXR is LCP's own.
                if (happening is not (AutomatonEvent.Up or AutomatonEvent.Open or AutomatonEvent.Rxr))
                    data.Add(state, happening);
        return data;
    }

    [Theory]
    [MemberData(nameof(Product))]
    public void Rfc1661_4_1_PacketsAndTimersDriveTheTable(AutomatonState state, AutomatonEvent happening)
    {
        var step = Drive(Layer(state), happening);
        var transition = Automaton.Next(state, happening);
        if (happening is AutomatonEvent.Rca or AutomatonEvent.Rcn && state is AutomatonState.AckRcvd or AutomatonState.Opened)
        {
            // §5.2: an answer to no request of ours is invalid and never becomes an event.
            step.Layer.State.ShouldBe(state);
            step.Outputs.ShouldBeEmpty();
            return;
        }
        step.Layer.State.ShouldBe(transition.State);
        Codes(step).ShouldBe(Codes(transition, happening), ignoreOrder: true);
        step.Outputs.OfType<ControlOutput.LayerUp>().Any().ShouldBe(transition.Has(AutomatonActions.Tlu));
        step.Outputs.OfType<ControlOutput.LayerDown>().Any().ShouldBe(transition.Has(AutomatonActions.Tld));
        step.Outputs.OfType<ControlOutput.LayerFinished>().Any().ShouldBe(transition.Has(AutomatonActions.Tlf));
    }

    [Theory]
    [MemberData(nameof(Product))]
    public void Rfc1661_4_2_TheTimerRunsInTheStatesThatHaveOne(AutomatonState state, AutomatonEvent happening)
    {
        var step = Drive(Layer(state), happening);
        var fired = happening is AutomatonEvent.TimeoutPlus or AutomatonEvent.TimeoutMinus;
        var runs = Automaton.RunsRestartTimer(state) && !fired;
        foreach (var output in step.Outputs)
            if (output is ControlOutput.StartRestartTimer)
                runs = true;
            else if (output is ControlOutput.StopRestartTimer)
                runs = false;
        runs.ShouldBe(Automaton.RunsRestartTimer(step.Layer.State));
    }

    private static byte[] Codes(ControlStep<TestNegotiator> step) =>
        [.. step.Outputs.OfType<ControlOutput.Send>().Select(send => send.Packet.Span[0])];

    private static byte[] Codes(Transition transition, AutomatonEvent happening)
    {
        var codes = new List<byte>();
        if (transition.Has(AutomatonActions.Scr))
            codes.Add(ControlCode.ConfigureRequest);
        if (transition.Has(AutomatonActions.Sca))
            codes.Add(ControlCode.ConfigureAck);
        if (transition.Has(AutomatonActions.Scn))
            codes.Add(ControlCode.ConfigureNak);
        if (transition.Has(AutomatonActions.Str))
            codes.Add(ControlCode.TerminateRequest);
        if (transition.Has(AutomatonActions.Sta))
            codes.Add(ControlCode.TerminateAck);
        if (transition.Has(AutomatonActions.Scj))
            codes.Add(ControlCode.CodeReject);
        return [.. codes];
    }

    [Fact]
    public void Rfc1661_4_6_MaxConfigureRequestsGoOutAndNoMore()
    {
        var step = new ControlProtocol<TestNegotiator>(
            PppProtocol.Lcp, new ControlLimits(TimeSpan.FromSeconds(3), 10, 2, 5, false), new TestNegotiator()).Start(Dice);
        var sent = Codes(step).Length;
        while (step.Layer.State == AutomatonState.ReqSent)
        {
            step = step.Layer.Timeout();
            sent += Codes(step).Length;
        }
        sent.ShouldBe(10);
        step.Layer.State.ShouldBe(AutomatonState.Stopped);
        step.Outputs.ShouldContain(new ControlOutput.LayerFinished(AutomatonEvent.TimeoutMinus, AutomatonState.ReqSent));
    }

    [Fact]
    public void Rfc1661_4_6_MaxTerminateRequestsGoOutAndNoMore()
    {
        var step = Layer(AutomatonState.Opened).Close("bye"u8.ToArray());
        step.Outputs.OfType<ControlOutput.Send>().Single().Packet.ToArray().ShouldBe(Hex.Octets("05 08 0007 627965"));
        var sent = Codes(step).Length;
        while (step.Layer.State == AutomatonState.Closing)
        {
            step = step.Layer.Timeout();
            sent += Codes(step).Length;
        }
        sent.ShouldBe(2);
    }

    [Fact]
    public void Rfc1661_4_4_ATerminateRequestInOpenedWaitsOneRestartTime()
    {
        var step = Receive(Layer(AutomatonState.Opened), "05 2A 0004");
        step.Layer.RestartCount.ShouldBe(0);
        step.Outputs.OfType<ControlOutput.LayerFinished>().ShouldBeEmpty();
        step.Layer.Timeout().Outputs
            .ShouldContain(new ControlOutput.LayerFinished(AutomatonEvent.TimeoutMinus, AutomatonState.Stopping));
    }

    [Fact]
    public void Rfc1661_4_6_AfterMaxFailureNaksTheOptionIsRejected()
    {
        var layer = Layer(AutomatonState.ReqSent);
        for (var i = 0; i < 5; i++)
        {
            var step = Receive(layer, "01 2A 0007 020300");
            Codes(step).ShouldBe([ControlCode.ConfigureNak]);
            layer = step.Layer;
        }
        Codes(Receive(layer, "01 2A 0007 020300")).ShouldBe([ControlCode.ConfigureReject]);
        // An Ack in between makes the peer a reasonable one again.
        var reset = Receive(layer, "01 2A 0007 010300").Layer;
        Codes(Receive(reset, "01 2A 0007 020300")).ShouldBe([ControlCode.ConfigureNak]);
    }

    [Fact]
    public void Rfc1661_5_1_ARepetitionKeepsItsIdentifierAndAChangeTakesANewOne()
    {
        var repeated = Layer(AutomatonState.ReqSent).Timeout();
        Sent(repeated)[1].ShouldBe((byte)7);
        var corrected = Receive(repeated.Layer, "03 07 0007 010309");
        Sent(corrected).ShouldBe(Hex.Octets("01 08 0007 010301"));
        // The Nak was a valid reply: what comes to the old identifier now is stale.
        Receive(corrected.Layer, "02 07 0007 010300").Outputs.ShouldBeEmpty();
    }

    [Theory]
    // wrong identifier; another value; an option more; an option less
    [InlineData("02 09 0007 010300")]
    [InlineData("02 07 0007 010301")]
    [InlineData("02 07 000A 010300 010300")]
    [InlineData("02 07 0004")]
    public void Rfc1661_5_2_AnAckThatIsNotOursIsDiscarded(string packet)
    {
        var step = Receive(Layer(AutomatonState.ReqSent), packet);
        step.Layer.State.ShouldBe(AutomatonState.ReqSent);
        step.Outputs.ShouldBeEmpty();
    }

    [Theory]
    // nothing refused; an option that we didn't send; ours with another value
    [InlineData("04 07 0004")]
    [InlineData("04 07 0006 0902")]
    [InlineData("04 07 0007 010301")]
    public void Rfc1661_5_4_ARejectOfWhatWeDidNotAskIsDiscarded(string packet)
    {
        var step = Receive(Layer(AutomatonState.ReqSent), packet);
        step.Layer.Options.Wish.ShouldBe((byte)0);
        step.Layer.Pending!.Value.Identifier.ShouldBe((byte)7);
        step.Outputs.ShouldBeEmpty();
    }

    [Fact]
    public void Rfc1661_4_6_APeerThatNeverAgreesIsGivenUp()
    {
        var layer = Layer(AutomatonState.ReqSent);
        var finished = false;
        for (var i = 0; i < 100 && !finished; i++)
        {
            var step = Receive(layer, $"03 {layer.Pending!.Value.Identifier:X2} 0007 010309");
            layer = step.Layer;
            finished = step.Outputs.OfType<ControlOutput.LayerFinished>().Any();
        }
        finished.ShouldBeTrue();
        layer.RequestsSent.ShouldBe(layer.Limits.MaxRequests);
    }

    [Fact]
    public void Rfc1661_4_2_APassiveEndWaitsAndGoesOnWaiting()
    {
        var layer = new ControlProtocol<TestNegotiator>(
            PppProtocol.Lcp, new ControlLimits(TimeSpan.FromSeconds(3), 1, 2, 5, true), new TestNegotiator());
        var waiting = layer.Start(Dice);
        waiting.Outputs.ShouldBeEmpty();
        var answered = Receive(waiting.Layer, "01 2A 0007 010300");
        Codes(answered).ShouldBe([ControlCode.ConfigureRequest, ControlCode.ConfigureAck]);
        var silent = answered.Layer.Timeout();
        silent.Layer.State.ShouldBe(AutomatonState.Stopped);
        silent.Outputs.OfType<ControlOutput.LayerFinished>().ShouldBeEmpty();
        Receive(silent.Layer, "01 2B 0007 010300").Layer.State.ShouldBe(AutomatonState.AckSent);
    }

    [Fact]
    public void Rfc1661_5_6_ACodeRejectFitsThePeersMru()
    {
        var packet = new byte[1400];
        Hex.Octets("0E 2A 0578").CopyTo(packet, 0);
        var step = Layer(AutomatonState.Opened).Receive(packet, 128, Dice);
        var reject = step.Outputs.OfType<ControlOutput.Send>().Single().Packet.ToArray();
        reject.Length.ShouldBe(128);
        reject[..8].ShouldBe(Hex.Octets("07 08 0080 0E 2A 0578"));
    }

    private static byte[] Sent(ControlStep<TestNegotiator> step) =>
        step.Outputs.OfType<ControlOutput.Send>().ShouldHaveSingleItem().Packet.ToArray();
}
