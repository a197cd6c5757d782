using Protocols.Ip;

namespace Protocols.Tests.Ip;

public class IcmpTests
{
    private static readonly Ipv4Address Router = Ipv4Address.Parse("192.0.2.254");

    [Fact]
    public void ReadsACapturedEcho()
    {
        IcmpEcho.TryRead(Captured.EchoRequest, out var echo).ShouldBeTrue();
        echo.IsRequest.ShouldBeTrue();
        echo.Identifier.ShouldBe((ushort)0x4df9);
        echo.Sequence.ShouldBe((ushort)1);
        echo.Data.ToArray().ShouldBe(Convert.FromHexString("5fec036b00000000a5d60b0000000000"));
    }

    [Fact]
    public void AnswersAsTheKernelDid()
    {
        IcmpEcho.TryRead(Captured.EchoRequest, out var echo).ShouldBeTrue();
        var reply = new byte[IcmpEcho.Measure(16)];
        echo.WriteReply(reply).ShouldBe(reply.Length);
        reply.AsSpan(20).ToArray().ShouldBe(Captured.EchoReply[20..]);
        reply[12..20].ShouldBe(Captured.EchoReply[12..20]);
        IcmpEcho.TryRead(reply, out var read).ShouldBeTrue();
        read.IsRequest.ShouldBeFalse();
    }

    [Fact]
    public void WritesTheRequestThatPingSent()
    {
        IcmpEcho.TryRead(Captured.EchoRequest, out var echo).ShouldBeTrue();
        var request = new byte[44];
        IcmpEcho.WriteRequest(request, echo.Ip.Source, echo.Ip.Destination, 0x4df9, 1, echo.Data, dontFragment: true).ShouldBe(44);
        Captured.WithoutIdentification(request).ShouldBe(Captured.WithoutIdentification(Captured.EchoRequest));
    }

    [Fact]
    public void EveryTruncationAndCorruptionOfAnEchoIsRefused()
    {
        for (var length = 0; length < Captured.EchoRequest.Length; length++)
            IcmpEcho.TryRead(Captured.EchoRequest.AsSpan(0, length), out _).ShouldBeFalse();
        for (var at = 0; at < Captured.EchoRequest.Length; at++)
            for (var flip = 1; flip <= 0xFF; flip++)
            {
                var packet = Captured.EchoRequest.ToArray();
                packet[at] ^= (byte)flip;
                IcmpEcho.TryRead(packet, out _).ShouldBeFalse($"octet {at} ^ {flip:x2}");
            }
    }

    [Fact]
    public void OtherPacketsAreNoEcho()
    {
        IcmpEcho.TryRead(Captured.TimeExceeded, out _).ShouldBeFalse();
        IcmpEcho.TryRead(Captured.TcpSyn, out _).ShouldBeFalse();
    }

    [Fact]
    public void Rfc1191_4_FragmentationNeededAsTheKernelSaysIt()
    {
        // the request that was refused: the quoted octets, and then what was cut off
        byte[] packet = [.. Captured.FragmentationNeeded.AsSpan(28), .. new byte[1228 - 548]];
        Ipv4Header.Read(packet, out var header).ShouldBe(Ipv4Fault.None);
        var error = new byte[IcmpError.MaxOctets];
        IcmpError.WriteFragmentationNeeded(error, Router, packet, header, nextHopMtu: 1000).ShouldBe(error.Length);
        Captured.WithoutIdentification(error).ShouldBe(Captured.WithoutIdentification(Captured.FragmentationNeeded));
        Ipv4Header.Read(error, out _).ShouldBe(Ipv4Fault.None);
    }

    [Fact]
    public void TimeExceededAsTheKernelSaysIt()
    {
        Ipv4Header.Read(Captured.LastHop, out var header).ShouldBe(Ipv4Fault.None);
        var error = new byte[IcmpError.MaxOctets];
        var octets = IcmpError.WriteTimeExceeded(error, Router, Captured.LastHop, header);
        Captured.WithoutIdentification(error.AsSpan(0, octets)).ShouldBe(Captured.WithoutIdentification(Captured.TimeExceeded));
    }

    [Fact]
    public void NetUnreachableAsTheKernelSaysIt()
    {
        var packet = Captured.NetUnreachable[28..];
        Ipv4Header.Read(packet, out var header).ShouldBe(Ipv4Fault.None);
        var error = new byte[IcmpError.MaxOctets];
        var octets = IcmpError.WriteNetUnreachable(error, Router, packet, header);
        Captured.WithoutIdentification(error.AsSpan(0, octets)).ShouldBe(Captured.WithoutIdentification(Captured.NetUnreachable));
    }

    public static TheoryData<string, string, string, bool> ErrorsAllowed => new()
    {
        { "a UDP datagram", "192.0.2.1", "10.10.1.1", true },
        { "a multicast destination", "192.0.2.1", "224.0.0.1", false },
        { "a broadcast destination", "192.0.2.1", "255.255.255.255", false },
        { "no source", "0.0.0.0", "10.10.1.1", false },
        { "a loopback source", "127.0.0.1", "10.10.1.1", false },
        { "a multicast source", "224.1.2.3", "10.10.1.1", false },
    };

    [Theory]
    [MemberData(nameof(ErrorsAllowed))]
    public void Rfc1812_4_3_2_7_ErrorsOnlyAboutSingleHosts(string what, string source, string destination, bool allowed)
    {
        var packet = new byte[28];
        Ipv4Header.Write(packet, 8, IpProtocol.Udp, Ipv4Address.Parse(source), Ipv4Address.Parse(destination));
        IsAllowed(packet).ShouldBe(allowed, what);
    }

    [Fact]
    public void Rfc1812_4_3_2_7_NoErrorAboutAnErrorOrALaterFragment()
    {
        IsAllowed(Captured.EchoRequest).ShouldBeTrue();
        IsAllowed(Captured.TimeExceeded).ShouldBeFalse();
        IsAllowed(Captured.FragmentationNeeded).ShouldBeFalse();

        var later = Captured.EchoReply.ToArray();
        (later[7], later[11]) = (1, 0x07);
        IsAllowed(later).ShouldBeFalse();
    }

    private static bool IsAllowed(byte[] packet)
    {
        Ipv4Header.Read(packet, out var header).ShouldBe(Ipv4Fault.None);
        return IcmpError.IsAllowedAbout(packet, header);
    }
}
