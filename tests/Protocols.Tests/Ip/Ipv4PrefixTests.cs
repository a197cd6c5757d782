using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Protocols.Ip;

namespace Protocols.Tests.Ip;

public class Ipv4PrefixTests
{
    [Theory]
    [InlineData("10.1.0.0/16")]
    [InlineData("0.0.0.0/0")]
    [InlineData("10.10.1.1/32")]
    [InlineData("255.255.255.254/31")]
    public void TextIsReadAndWrittenBack(string text)
    {
        Ipv4Prefix.TryParse(text, out var prefix).ShouldBeTrue();
        prefix.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("10.1.0.0")]
    [InlineData("10.1.0.0/")]
    [InlineData("10.1.0.0/33")]
    [InlineData("10.1.0.0/-1")]
    [InlineData("10.1.0.0/ 8")]
    [InlineData("10.1.0.0/16/16")]
    [InlineData("10.1.0.1/16")]
    [InlineData("10.1/16")]
    [InlineData("010.1.0.0/16")]
    [InlineData("0x0a.1.0.0/16")]
    [InlineData("2001:db8::/32")]
    public void OtherTextIsRefused(string? text) => Ipv4Prefix.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void OfClearsHostBits() => Ipv4Prefix.Of(Ipv4Address.Parse("10.1.2.3"), 16).ShouldBe(Ipv4Prefix.Parse("10.1.0.0/16"));

    [Theory]
    [InlineData("10.1.0.0/16", "10.1.255.255", true)]
    [InlineData("10.1.0.0/16", "10.2.0.0", false)]
    [InlineData("0.0.0.0/0", "255.255.255.255", true)]
    [InlineData("10.1.2.3/32", "10.1.2.3", true)]
    [InlineData("10.1.2.3/32", "10.1.2.2", false)]
    public void Contains(string prefix, string address, bool expected) =>
        Ipv4Prefix.Parse(prefix).Contains(Ipv4Address.Parse(address)).ShouldBe(expected);

    [Theory]
    [InlineData("10.0.0.0/8", "10.1.0.0/16", true)]
    [InlineData("10.1.0.0/16", "10.0.0.0/8", false)]
    [InlineData("10.1.0.0/16", "10.1.0.0/16", true)]
    [InlineData("10.1.0.0/16", "10.2.0.0/24", false)]
    [InlineData("0.0.0.0/0", "0.0.0.0/0", true)]
    public void Covers(string wide, string narrow, bool expected) =>
        Ipv4Prefix.Parse(wide).Covers(Ipv4Prefix.Parse(narrow)).ShouldBe(expected);

    [Fact]
    public void ContainsAgreesWithTheFrameworksNetworks() =>
        Prop.ForAll<uint, uint, byte>((network, address, bits) =>
        {
            var prefix = Ipv4Prefix.Of(new(network), bits % 33);
            // near the network every other time: two random addresses rarely share a long prefix
            var probe = new Ipv4Address(bits >= 128 ? network ^ (address >> (bits % 33)) : address);
            return IPNetwork.Parse(prefix.ToString()).Contains(probe.ToIPAddress()) == prefix.Contains(probe);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void AddressesGoThroughTheFrameworksAndBack() =>
        Prop.ForAll<uint>(value =>
        {
            var address = new Ipv4Address(value);
            return Ipv4Address.TryFrom(address.ToIPAddress(), out var back) && back == address
                && Ipv4Address.Parse(address.ToString()) == address && address.ToIPAddress().ToString() == address.ToString();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Ipv6IsNoIpv4Address() => Ipv4Address.TryFrom(IPAddress.IPv6Loopback, out _).ShouldBeFalse();
}
