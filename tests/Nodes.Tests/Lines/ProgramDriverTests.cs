using System.Text;
using Lac.Node.Lines;
using Platform.Terminals;
using Protocols.Hdlc;
using Shared.Messages;

namespace Nodes.Tests.Lines;

public class ProgramDriverTests
{
    private static readonly byte[] Request = Convert.FromHexString("FF03C021010100140206000000000506A1B2C3D407020802");

    [Fact]
    public void AProgramIsConnectedAsSoonAsItRunsAndSeesTheNumber()
    {
        // sent only if the environment is right
        var frame = Encoding.ASCII.GetBytes("!!0305551234");
        using var fleet = Shell(
            $"test \"$CALLED_NUMBER\" = 0305551234 && test \"$LINE_NAME\" = line-1 && printf '{Octal(OnLine(frame))}'; exec cat");
        fleet.BecomesReady().Dial("0305551234");
        fleet.Expect(LineEventKind.LineConnected).TransmitBps.ShouldBe(57600u);
        fleet.Expect(LineEventKind.LineFraming).Text.ShouldBe("PPP frame");
        fleet.Bridge();
        fleet.NextDatagram()[8..].ShouldBe(frame);
        fleet.Deliver(Request);
        fleet.NextDatagram()[8..].ShouldBe(Request, "cat sends it back: the terminal is raw both ways");
        fleet.BecomesReady();
    }

    [Fact]
    public void TheEndOfAProgramIsALostCarrier()
    {
        using var fleet = Shell("exit 3");
        fleet.BecomesReady().Dial();
        fleet.Expect(LineEventKind.LineConnected);
        fleet.Expect(LineEventKind.LineDropped);
        fleet.BecomesReady();
    }

    [Fact]
    public void AProgramThatIgnoresTheHangUpIsKilled()
    {
        using var fleet = Shell("trap '' HUP; printf '~\\377}#\\300!'; while :; do read x || sleep 0.05; done");
        fleet.BecomesReady().Dial();
        fleet.Expect(LineEventKind.LineConnected);
        fleet.Expect(LineEventKind.LineFraming);
        fleet.BecomesReady();
    }

    [Fact]
    public void AProgramThatCannotBeStartedIsAnError()
    {
        using var fleet = new FleetHarness(new ProgramLineSettings(FleetHarness.Line, "/nowhere/at/all"));
        fleet.BecomesReady().Dial();
        fleet.Expect(LineEventKind.LineError).Text.ShouldContain("/nowhere/at/all");
        fleet.BecomesReady();
    }

    [Fact]
    public void ItHasAControllingTerminalItsOwnSessionAndNoDescriptorsOfOurs()
    {
        using var terminal = Pty.Open();
        const string script = "exec 3>&1; ls /proc/self/fd | wc -l >&3; : > /dev/tty && echo tty; ps -o sid= -p $$ | grep -qw $$ && echo leader; exit 7";
        using var program = SpawnedProgram.Start(
            new ProgramStart("sh", ["-c", script], new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" }), terminal);
        WaitFor(program).ShouldBe("exit 7");
        var printed = ReadAll(terminal);
        // 0, 1, 2, the script's own 3, and the directory that ls reads
        printed.ShouldBe("5\ntty\nleader\n");
    }

    [Fact]
    public void ItDiesWithTheMasterOfItsTerminalAsWhenTheNodeIsKilled()
    {
        var terminal = Pty.Open();
        using var program = SpawnedProgram.Start(new ProgramStart("cat", [], new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" }), terminal);
        program.TryReap(out _).ShouldBeFalse();
        terminal.Dispose();
        WaitFor(program).ShouldBeOneOf("signal 1", "exit 1");
    }

    [Fact]
    public void ManyLinesShareOneThread()
    {
        var names = Enumerable.Range(1, 60).Select(number => $"line-{number}").ToArray();
        using var fleet = new FleetHarness([.. names.Select(name => new ProgramLineSettings(name, "cat") { SilenceMs = 10 })]);
        foreach (var name in names)
            fleet.Order(new Shared.Messages.Entities.LineOrder.Dial("1", 30), name);
        var seen = Enumerable.Range(0, 2 * names.Length).Select(_ => fleet.Next()).ToList();
        foreach (var kind in new[] { LineEventKind.LineConnected, LineEventKind.LineFraming })
            seen.Where(happened => happened.Kind == kind).Select(happened => happened.Line).Order().ShouldBe(names.Order());
    }

    private static FleetHarness Shell(string script) => new(new ProgramLineSettings(FleetHarness.Line, "sh")
    {
        Arguments = ["-c", script],
        ReportedBps = 57600,
        KillAfterMs = 100,
        Framing = FramingDetection.Strict,
    });

    private static string WaitFor(SpawnedProgram program)
    {
        var exit = "";
        SpinWait.SpinUntil(() => program.TryReap(out exit), TimeSpan.FromSeconds(20)).ShouldBeTrue();
        return exit;
    }

    private static string ReadAll(Pty terminal)
    {
        var text = new StringBuilder();
        Span<byte> buffer = stackalloc byte[256];
        for (int count; (count = Platform.Descriptors.Read(terminal.Master, buffer)) > 0;)
            text.Append(Encoding.ASCII.GetString(buffer[..count]));
        return text.ToString();
    }

    /// <summary>As printf of a shell reads it.</summary>
    private static string Octal(byte[] octets) => string.Concat(octets.Select(octet => @"\" + Convert.ToString(octet, 8).PadLeft(3, '0')));

    private static byte[] OnLine(byte[] frame)
    {
        var octets = new byte[HdlcFramer.WorstCaseSize(frame.Length)];
        return octets[..HdlcFramer.Write(frame, HdlcOctets.AllMapped, octets)];
    }
}
