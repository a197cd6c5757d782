using System.Net.Sockets;
using Lns.Node.Forwarding.Devices;
using Platform;

namespace Nodes.Tests.Forwarding.Devices;

public sealed class UnixPacketDeviceTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("unix").FullName;
    private readonly byte[] buffer = new byte[65535];

    [Fact]
    public void PacketsGoBothWaysOneADatagram()
    {
        using var device = UnixPacketDevice.Bind(At("a"));
        using var lab = UnixPacketDevice.Bind(At("b"), At("a"));
        lab.Write([1, 2]).ShouldBeTrue();
        lab.Write([3]).ShouldBeTrue();
        device.Read(buffer).ShouldBe(2);
        device.Read(buffer).ShouldBe(1);
        device.Write(new byte[1500]).ShouldBeTrue();
        lab.Read(buffer).ShouldBe(1500);
    }

    [Fact]
    public void LongestPacketPasses()
    {
        using var device = UnixPacketDevice.Bind(At("a"));
        using var lab = UnixPacketDevice.Bind(At("b"), At("a"));
        lab.Write(new byte[65535]).ShouldBeTrue();
        device.Read(buffer).ShouldBe(65535);
    }

    [Fact]
    public void AnnouncementTellsWherePacketsGo()
    {
        using var device = UnixPacketDevice.Bind(At("a"));
        device.Write([1]).ShouldBeFalse();
        using var lab = UnixPacketDevice.Bind(At("b"), At("a"));
        lab.Announce().ShouldBeTrue();
        lab.Write([9]).ShouldBeTrue();
        device.Read(buffer).ShouldBe(1);
        device.Write([1]).ShouldBeTrue();
        lab.Read(buffer).ShouldBe(1);
    }

    [Fact]
    public void PacketsFollowThePeerThatSentLast()
    {
        using var device = UnixPacketDevice.Bind(At("a"));
        using (var first = UnixPacketDevice.Bind(At("b"), At("a")))
        {
            first.Write([1]).ShouldBeTrue();
            device.Read(buffer);
        }
        device.Write([1]).ShouldBeFalse();
        using var second = UnixPacketDevice.Bind(At("c"), At("a"));
        second.Write([1]).ShouldBeTrue();
        device.Read(buffer);
        device.Write([7]).ShouldBeTrue();
        second.Read(buffer).ShouldBe(1);
    }

    [Fact]
    public void SenderWithoutAPathLeavesThePeerAsItWas()
    {
        using var device = UnixPacketDevice.Bind(At("a"));
        using var lab = UnixPacketDevice.Bind(At("b"), At("a"));
        lab.Write([1]).ShouldBeTrue();
        using var nameless = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        nameless.SendTo([2], new UnixDomainSocketEndPoint(At("a")));
        device.Read(buffer).ShouldBe(1);
        device.Read(buffer).ShouldBe(1);
        device.Write([7]).ShouldBeTrue();
        lab.Read(buffer).ShouldBe(1);
    }

    [Fact]
    public void ReaderThatSleepsCostsPacketsAndNoThread()
    {
        using var device = UnixPacketDevice.Bind(At("a"));
        using var lab = UnixPacketDevice.Bind(At("b"), At("a"));
        var taken = 0;
        while (taken < 10_000 && lab.Write([1]))
            taken++;
        taken.ShouldBeInRange(1, 9_999);
        device.Read(buffer).ShouldBe(1);
        lab.Write([1]).ShouldBeTrue();
    }

    [Fact]
    public void PeerThatReturnsAtItsPathIsServedAgain()
    {
        using var lab = UnixPacketDevice.Bind(At("b"), At("a"));
        lab.Write([1]).ShouldBeFalse();
        for (var life = 0; life < 2; life++)
        {
            using var device = UnixPacketDevice.Bind(At("a"));
            lab.Write([1]).ShouldBeTrue();
            device.Read(buffer).ShouldBe(1);
        }
    }

    [Fact]
    public void StopEndsABlockedRead()
    {
        using var device = UnixPacketDevice.Bind(At("a"));
        var read = -1;
        var reader = new Thread(() => read = device.Read(new byte[10]));
        reader.Start();
        device.Stop();
        reader.Join(ForwarderRig.Patience).ShouldBeTrue();
        read.ShouldBe(0);
        device.Read(buffer).ShouldBe(0);
    }

    [Fact]
    public void PathInUseIsRefusedAndAStaleOneReplaced()
    {
        using (UnixPacketDevice.Bind(At("a")))
            Should.Throw<IOException>(() => UnixPacketDevice.Bind(At("a"))).Message.ShouldContain("another process is bound to it");

        // a process that was killed leaves its file behind
        using (var killed = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified))
        {
            killed.Bind(new UnixDomainSocketEndPoint(At("b")));
            File.Move(At("b"), At("stale"));
        }
        File.Exists(At("stale")).ShouldBeTrue();
        using var device = UnixPacketDevice.Bind(At("stale"));
        device.Name.ShouldBe($"unix:{At("stale")}");
    }

    [Fact]
    public void FileThatIsNoSocketIsNotDeleted()
    {
        File.WriteAllText(At("notes"), "keep me");
        Should.Throw<IOException>(() => UnixPacketDevice.Bind(At("notes"))).Message.ShouldContain(At("notes"));
        File.ReadAllText(At("notes")).ShouldBe("keep me");
    }

    [Fact]
    public void PathThatCannotBeBoundIsNamed() =>
        Should.Throw<IOException>(() => UnixPacketDevice.Bind(At("none/such"))).Message.ShouldContain("none/such");

    [Theory]
    [InlineData("tun:bras0", true)]
    [InlineData("tun:", false)]
    [InlineData("tun:sixteen-letters-x", false)]
    [InlineData("tun:a/b", false)]
    [InlineData("unix:/run/bras/home.sock", true)]
    [InlineData("unix:relative", false)]
    [InlineData("unix:", false)]
    [InlineData("tap:bras0", false)]
    [InlineData("", false)]
    public void ConfigurationTextIsCheckedWithoutOpening(string device, bool isRight)
    {
        (PacketDevices.FaultOf(device) is null).ShouldBe(isRight);
        if (!isRight)
            Should.Throw<IOException>(() => PacketDevices.Open(device));
    }

    [Fact]
    public void UnixPathLongerThanTheKernelTakesIsAFault() =>
        PacketDevices.FaultOf("unix:/" + new string('x', 107)).ShouldNotBeNull().ShouldContain("107");

    [Fact]
    public void OpensWhatTheConfigurationNames()
    {
        using var device = PacketDevices.Open($"unix:{At("a")}");
        device.ShouldBeOfType<UnixPacketDevice>();
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string At(string name) => Path.Combine(folder, name);
}
