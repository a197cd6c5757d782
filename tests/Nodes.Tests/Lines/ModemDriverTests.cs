using Lac.Node.Lines;
using Platform.Terminals;
using Protocols.Hayes;
using Protocols.Hdlc;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Nodes.Tests.Lines;

public sealed class ModemDriverTests : IDisposable
{
    private static readonly ModemProfile Fast = new() { DtrLowMs = 50, EscapeGuardMs = 50, CommandTimeoutMs = 20_000 };
    private static readonly byte[] Request = Convert.FromHexString("FF03C021010100140206000000000506A1B2C3D407020802");

    private readonly ScriptedModem modem = new();
    private readonly FleetHarness fleet;

    public ModemDriverTests() => fleet = new FleetHarness(Settings(Fast));

    [Fact]
    public void AWholeCallOverAPty()
    {
        modem.IsUnknown = line => line == "+MR=1";
        fleet.BecomesReady();
        modem.Until("W2");

        modem.OnDial = number => $"\r\nRINGING\r\n\r\nCONNECT 33600/ARQ\r\n";
        fleet.Dial("0305551234");
        modem.Next().ShouldBe("S7=30DT0305551234");
        fleet.Expect(LineEventKind.LineConnected).TransmitBps.ShouldBe(33600u);
        modem.Say(OnLine(Request));
        fleet.Expect(LineEventKind.LineFraming);

        fleet.Bridge();
        // hand-made header: L, version 2; length 8 + 24; tunnel 1111, session 2222
        fleet.NextDatagram().ShouldBe([.. Convert.FromHexString("4002002011112222"), .. Request], "what came before the bridge");

        var data = Convert.FromHexString("FF030021450003");
        fleet.Deliver(data);
        modem.Data(OnLine(data).Length).ShouldBe(OnLine(data), "all is escaped until SLI");
        fleet.Order(new LineOrder.SetAccm(0, 0));
        var (mapped, plain) = (OnLine(data), OnLine(data, 0));
        // the order is executed when the lines' thread comes to it, and a frame may be before it
        for (fleet.Deliver(data); !modem.Data(plain.Length).SequenceEqual(plain); fleet.Deliver(data))
            modem.Data(mapped.Length - plain.Length);
        modem.Say(plain);
        fleet.NextDatagram()[8..].ShouldBe(data, "now nothing is mapped on receipt");

        fleet.HangUp();
        modem.Until("dtr low");
        fleet.Expect(LineEventKind.LineOnHook);
        fleet.Expect(LineEventKind.LineReady);
    }

    [Theory]
    [InlineData("BUSY", LineEventKind.LineBusy)]
    [InlineData("NO ANSWER", LineEventKind.LineNoAnswer)]
    [InlineData("NO CARRIER", LineEventKind.LineNoCarrier)]
    [InlineData("NO DIAL TONE", LineEventKind.LineNoDialtone)]
    [InlineData("DELAYED", LineEventKind.LineDelayed)]
    [InlineData("BLACKLISTED", LineEventKind.LineBlacklisted)]
    [InlineData("ERROR", LineEventKind.LineError)]
    public void WhatTheModemSaysIsReported(string result, LineEventKind kind)
    {
        modem.OnDial = _ => $"\r\n{result}\r\n";
        fleet.BecomesReady().Dial();
        fleet.Expect(kind).Text.ShouldBe(result);
        fleet.BecomesReady();
    }

    [Fact]
    public void DiallingIsGivenUpByDtr()
    {
        modem.OnDial = _ => "";
        fleet.BecomesReady().Dial();
        modem.Until("S7=30DT5551234");
        fleet.BecomesReady();
        modem.Next().ShouldBe("dtr low");
    }

    [Fact]
    public void AModemThatGoesAwayInACallIsALostCarrierThenAGoneDevice()
    {
        fleet.BecomesReady().Dial();
        fleet.Expect(LineEventKind.LineConnected);
        modem.Unplug();
        fleet.Expect(LineEventKind.LineDropped);
        fleet.HangUp();
        fleet.Expect(LineEventKind.LineGone).Text.ShouldContain(modem.Device);
    }

    [Fact]
    public void ASilentModemIsGone()
    {
        using var impatient = new FleetHarness(Settings(Fast with { CommandTimeoutMs = 50 }));
        modem.IsSilent = true;
        impatient.HangUp();
        impatient.Expect(LineEventKind.LineOnHook);
        impatient.Expect(LineEventKind.LineGone).Text.ShouldBe("no answer to AT&F");
    }

    [Fact]
    public void NoCarrierAsTheLastWordEndsTheCall()
    {
        fleet.BecomesReady().Dial();
        fleet.Expect(LineEventKind.LineConnected);
        modem.Say("\r\nNO CARR");
        modem.Say("IER\r\n");
        var happened = fleet.Next();
        if (happened.Kind == LineEventKind.LineFraming)
            happened = fleet.Next();
        happened.Kind.ShouldBe(LineEventKind.LineDropped);
    }

    [Fact]
    public void SilenceIsFramingOnlyWhereItIsAllowedTo()
    {
        fleet.BecomesReady().Dial();
        fleet.Expect(LineEventKind.LineConnected);
        fleet.Expect(LineEventKind.LineFraming).Text.ShouldBe("silence");

        using var strictModem = new ScriptedModem();
        using var strict = new FleetHarness(
            new TtyLineSettings(FleetHarness.Line, new TtySettings(strictModem.Device)) { Modem = Fast, SilenceMs = 10, Framing = FramingDetection.Strict });
        strict.BecomesReady().Dial();
        strict.Expect(LineEventKind.LineConnected);
        strictModem.Say("\r\nlogin: ");
        strictModem.Say(OnLine(Request));
        strict.Expect(LineEventKind.LineFraming).Text.ShouldBe("PPP frame");
    }

    [Fact]
    public void SequenceNumbersAreSentWhileTheLnsSendsThem()
    {
        fleet.BecomesReady().Dial();
        fleet.Expect(LineEventKind.LineConnected);
        fleet.Expect(LineEventKind.LineFraming);
        fleet.Bridge();
        fleet.Deliver([0xC0, 0x21, 9], ns: 0);
        fleet.Deliver([0xC0, 0x21, 9], ns: 1);
        modem.Data(2 * OnLine([0xC0, 0x21, 9]).Length);
        modem.Say([.. OnLine(Request), .. OnLine(Request)]);
        // hand-made: L and S, length 12 + 24, Ns 0 then 1, Nr 0
        fleet.NextDatagram()[..12].ShouldBe(Convert.FromHexString("480200241111222200000000"));
        fleet.NextDatagram()[..12].ShouldBe(Convert.FromHexString("480200241111222200010000"));
        fleet.Deliver([0xC0, 0x21, 9]);
        modem.Data(OnLine([0xC0, 0x21, 9]).Length);
        modem.Say(OnLine(Request));
        fleet.NextDatagram()[..8].ShouldBe(Convert.FromHexString("4002002011112222"));
    }

    [Fact]
    public void StrangersAndUnknownSessionsReachNoLine()
    {
        fleet.BecomesReady().Dial();
        fleet.Expect(LineEventKind.LineConnected);
        fleet.Expect(LineEventKind.LineFraming);
        fleet.Bridge();
        fleet.Deliver([1, 2, 3], session: 0x4445);
        fleet.Deliver([1, 2, 3], from: new(System.Net.IPAddress.Loopback, 9));
        fleet.Deliver(new byte[10_000]);
        fleet.Deliver(Request);
        modem.Data(OnLine(Request).Length).ShouldBe(OnLine(Request));
        fleet.Fleet.DownlinkOf(new(System.Net.IPAddress.Loopback, 1701)).Dropped.ShouldBe(3);
    }

    [Fact]
    public void AFullQueueDropsWholeFrames()
    {
        fleet.BecomesReady().Dial();
        fleet.Expect(LineEventKind.LineConnected);
        fleet.Expect(LineEventKind.LineFraming);
        var line = new byte[1500];
        Array.Fill(line, (byte)0x41);
        var deframer = new HdlcDeframer();
        fleet.Bridge();
        // the modem's thread reads nothing while it is held here, so the terminal and the queue fill up
        modem.Hold(() =>
        {
            for (var i = 0; i < 100; i++)
                fleet.Deliver(line);
            SpinWait.SpinUntil(() => Carried(fleet) == 100, TimeSpan.FromSeconds(20)).ShouldBeTrue();
        });
        var counters = fleet.Fleet.CountersOf(FleetHarness.Line)!;
        counters.DroppedToLine.ShouldBeGreaterThan(0);
        var frames = 0;
        while (frames < counters.FramesToLine)
        {
            ReadOnlySpan<byte> octets = modem.Data(1);
            while (deframer.TryRead(ref octets, out var frame))
            {
                frame.Length.ShouldBe(line.Length);
                frames++;
            }
        }

        deframer.Counters.BadFcs.ShouldBe(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WithWiresDtrAndDcdAreUsed(bool letsGo)
    {
        var wires = new Wires { Carrier = true };
        using var device = new TtyDevice(new TtySettings(modem.Device), wires);
        device.RaiseDtr().ShouldBeTrue();
        wires.Dtr.ShouldBe(true);
        device.LowerDtr().ShouldBeTrue();
        (wires.Dtr, device.IsOpen).ShouldBe((false, true));
        wires.Carrier = !letsGo;
        device.CarrierPresent.ShouldBe(!letsGo);
    }

    [Fact]
    public void HangUpByEscapeNeedsNoDtr()
    {
        using var escaping = new FleetHarness(Settings(Fast with { HangUp = HangUpMethod.Escape }));
        escaping.BecomesReady();
        modem.Next().ShouldBe("H");
        modem.Next().ShouldBe("&F");
    }

    public void Dispose()
    {
        fleet.Dispose();
        modem.Dispose();
    }

    private static long Carried(FleetHarness fleet)
    {
        var counters = fleet.Fleet.CountersOf(FleetHarness.Line)!;
        return Volatile.Read(ref counters.FramesToLine) + Volatile.Read(ref counters.DroppedToLine);
    }

    private TtyLineSettings Settings(ModemProfile profile) =>
        new(FleetHarness.Line, new TtySettings(modem.Device)) { Modem = profile, SilenceMs = 300 };

    private static byte[] OnLine(byte[] frame, uint accm = HdlcOctets.AllMapped)
    {
        var octets = new byte[HdlcFramer.WorstCaseSize(frame.Length)];
        return octets[..HdlcFramer.Write(frame, accm, octets)];
    }

    private sealed class Wires : IModemControl
    {
        public bool? Dtr { get; private set; }

        public bool Carrier { get; set; }

        public bool SetDtr(int descriptor, bool high)
        {
            Dtr = high;
            return true;
        }

        public bool? CarrierDetected(int descriptor) => Carrier;
    }
}
