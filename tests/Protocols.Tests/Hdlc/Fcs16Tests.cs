using FsCheck;
using FsCheck.Fluent;
using Protocols.Hdlc;

namespace Protocols.Tests.Hdlc;

public class Fcs16Tests
{
    [Fact]
    public void CheckValueOfTheCatalogues() =>
        // CRC-16/X-25, "check" over the nine digits
        Fcs16.Compute("123456789"u8).ShouldBe((ushort)0x906E);

    [Fact]
    public void Rfc1662_C_2_AFrameWithItsCheckComesToTheGoodValue() =>
        Prop.ForAll<byte[]>(octets => Fcs16.IsGood([.. octets, .. CheckOf(octets)])).QuickCheckThrowOnFailure();

    [Fact]
    public void TableAgreesWithTheShiftRegister() =>
        Prop.ForAll<byte[]>(octets => Fcs16.Compute(octets) == ShiftRegister(octets)).QuickCheckThrowOnFailure();

    private static byte[] CheckOf(byte[] octets)
    {
        var check = Fcs16.Compute(octets);
        return [(byte)check, (byte)(check >> 8)];
    }

    /// <summary>The division by the polynomial, one bit at a time.</summary>
    private static ushort ShiftRegister(byte[] octets)
    {
        var register = 0xFFFF;
        foreach (var octet in octets)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var feedback = (register ^ octet >> bit) & 1;
                register = register >> 1 ^ (feedback == 1 ? 0x8408 : 0);
            }
        }

        return (ushort)(register ^ 0xFFFF);
    }
}
