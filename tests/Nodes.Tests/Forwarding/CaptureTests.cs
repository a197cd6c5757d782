using System.Diagnostics;
using System.Net;
using Protocols.Ip;
using static Nodes.Tests.Forwarding.ForwarderRig;

namespace Nodes.Tests.Forwarding;

/// <summary>The referee of captures is a foreign program: tshark has to read them and find nothing to complain about.</summary>
public sealed class CaptureTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("capture").FullName;

    private string FilePath => Path.Combine(folder, "capture.pcapng");

    [TsharkFact]
    public void TsharkReadsDatagramsOfBothFamilies()
    {
        using (var output = File.Create(FilePath))
        {
            var writer = new PcapngWriter(output, "l2tp");
            // a HELLO: RFC 2661 §6.5
            byte[] hello = [0xC8, 0x02, 0, 20, 0, 1, 0, 0, 0, 0, 0, 0, 0x80, 8, 0, 0, 0, 0, 0, 6];
            writer.WriteUdp(At, IPEndPoint.Parse("192.0.2.1:1701"), IPEndPoint.Parse("192.0.2.2:1701"), hello);
            writer.WriteUdp(At.AddMilliseconds(1), IPEndPoint.Parse("[2001:db8::1]:1701"), IPEndPoint.Parse("[2001:db8::2]:1701"), hello);
            writer.WriteUdp(At.AddMilliseconds(2), IPEndPoint.Parse("192.0.2.1:40000"), IPEndPoint.Parse("192.0.2.2:40001"), [1]);
        }
        Tshark("-T", "fields", "-e", "frame.time_epoch", "-e", "frame.interface_name", "-e", "udp.checksum.status", "-e", "l2tp.type")
            .ShouldBe([
                "1767323045.000000000\tl2tp\t1\t1", "1767323045.001000000\tl2tp\t1\t1", "1767323045.002000000\tl2tp\t1\t",
            ]);
        Complaints().ShouldBeEmpty();
    }

    [TsharkFact]
    public void TsharkFindsNothingWrongWithForwardedTraffic()
    {
        using var rig = new ForwarderRig();
        using var output = File.Create(FilePath);
        var writer = new PcapngWriter(output, "l2tp");
        // the ports of the test stand for those that tshark knows
        rig.Port.Tap = (isSent, _, _, datagram) => writer.WriteUdp(
            At, IPEndPoint.Parse(isSent ? "192.0.2.1:1701" : "192.0.2.2:1701"),
            IPEndPoint.Parse(isSent ? "192.0.2.2:1701" : "192.0.2.1:1701"), datagram);

        rig.Install(entry => (entry.Sequencing, entry.PeerMru) = (true, 1400));
        rig.SendFromLac(Packets.Frame(Convert.FromHexString("FF03C0210905000A112233446869")));
        rig.ReceiveAtLac();
        rig.SendFromHome(Packets.Echo(HomeHost, SiteHost, 1, new byte[56]));
        rig.SendFromHome(Packets.Syn(HomeHost, SiteHost, 1460));
        rig.SendFromHome(Packets.Echo(HomeHost, SiteHost, 2, new byte[2000]));
        for (var n = 0; n < 4; n++)
            rig.ReceiveAtLac();
        rig.SendFromLac(Packets.Data(Packets.Echo(SiteHost, HomeHost, 1, new byte[56])));
        rig.ReceiveAtHome();

        Complaints().ShouldBeEmpty();
        Tshark("-Y", "tcp", "-T", "fields", "-e", "tcp.options.mss_val", "-e", "tcp.checksum.status", "-e", "ip.ttl")
            .ShouldHaveSingleItem().ShouldBe("1360\t1\t64,63");
        Tshark("-Y", "lcp.magic_number", "-T", "fields", "-e", "ppp.code").ShouldBe(["9", "10"]);
        // the last fragment: tshark puts the packet together and checks the ICMP sum over all of it
        Tshark("-Y", "icmp.seq == 2", "-T", "fields", "-e", "icmp.checksum.status").ShouldBe(["1"]);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string[] Complaints() => Tshark("-Y", "_ws.malformed || _ws.expert.severity >= 0x600000");

    private string[] Tshark(params string[] arguments)
    {
        string[] checks = ["-o", "udp.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE"];
        var start = new ProcessStartInfo(TsharkFactAttribute.Path, ["-n", "-r", FilePath, .. checks, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var tshark = Process.Start(start)!;
        var errors = tshark.StandardError.ReadToEndAsync();
        var output = tshark.StandardOutput.ReadToEnd();
        tshark.WaitForExit();
        tshark.ExitCode.ShouldBe(0, errors.Result);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
