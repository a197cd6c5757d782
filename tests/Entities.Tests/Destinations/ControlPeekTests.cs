using Entities.Destinations;
using Protocols.L2tp;

namespace Entities.Tests.Destinations;

public class ControlPeekTests
{
    [Fact]
    public void Rfc2661_6_1_SccrqIsRead()
    {
        var peek = ControlPeek.Read(Messages.Sccrq(0x1234, 0x0102030405060708))!.Value;

        peek.MessageType.ShouldBe(MessageType.Sccrq);
        peek.AssignedTunnelId.ShouldBe((ushort)0x1234);
        peek.TieBreaker.ShouldBe(0x0102030405060708ul);
        ControlPeek.Read(Messages.Sccrq(0x1234, null))!.Value.TieBreaker.ShouldBeNull();
    }

    [Fact]
    public void Rfc2661_6_4_StopCcnIsRead()
    {
        var peek = ControlPeek.Read(Messages.StopCcn(7, 0, 1))!.Value;
        (peek.MessageType, peek.AssignedTunnelId).ShouldBe((MessageType.StopCcn, (ushort)7));
    }

    [Fact]
    public void Rfc2661_5_8_ARetransmissionHasTheSameDigestWhateverItsNr()
    {
        var first = ControlPeek.Read(Messages.Sccrq(1, 2))!.Value;
        ControlPeek.Read(Messages.Sccrq(1, 2, nr: 3))!.Value.ShouldBe(first);
        ControlPeek.Read(Messages.Sccrq(1, 3))!.Value.Digest.ShouldNotBe(first.Digest);
    }

    [Fact]
    public void EveryTruncationIsNoMessage()
    {
        var whole = Messages.Sccrq(0x1234, 5);
        for (var length = 0; length < whole.Length; length++)
            ControlPeek.Read(whole.AsSpan(0, length)).ShouldBeNull();
    }

    [Fact]
    public void EverySingleByteCorruptionIsReadOrRefused()
    {
        var whole = Messages.Sccrq(0x1234, 5);
        for (var at = 0; at < whole.Length; at++)
            for (var value = 0; value < 256; value++)
            {
                var corrupt = (byte[])whole.Clone();
                corrupt[at] = (byte)value;
                var peek = ControlPeek.Read(corrupt);
                // T, L, S and the version; the tunnel id; the first AVP must be a Message Type of 8 octets
                if (at is 4 or 5 && value != 0 || at == 1 && (value & 0xF) != 2 || at == 13 && value != 8)
                    peek.ShouldBeNull();
            }
    }

    [Fact]
    public void Rfc2661_4_3_AHiddenAssignedTunnelIdCannotBeRead()
    {
        var hidden = Messages.Sccrq(0x1234, null);
        hidden[^8] |= 0x40;
        ControlPeek.Read(hidden)!.Value.AssignedTunnelId.ShouldBe((ushort)0);
    }

    [Fact]
    public void TrailingOctetsBeyondTheLengthAreNotRead() =>
        ControlPeek.Read([.. Messages.Sccrq(1, 2), 0xFF, 0xFF]).ShouldBe(ControlPeek.Read(Messages.Sccrq(1, 2)));
}
