using Entities.Destinations;
using Shared.Messages;

namespace Entities.Tests.Destinations;

public class TieBreakTests
{
    [Theory]
    [InlineData(5ul, 6ul, 1)]
    [InlineData(6ul, 5ul, 2)]
    [InlineData(5ul, 5ul, 3)]
    [InlineData(ulong.MaxValue, 0ul, 2)]       // unsigned; 0 is a value on the wire
    [InlineData(0x7FFFFFFFFFFFFFFFul, 0x8000000000000000ul, 1)]
    public void Rfc2661_4_4_3_TheLowerValueWins(ulong ours, ulong theirs, int tie) => TieBreak.Judge(ours, theirs).ShouldBe((Tie)tie);

    [Fact]
    public void Rfc2661_4_4_3_TheOnlyOneWins()
    {
        TieBreak.Judge(5, null).ShouldBe(Tie.OursWins);
        TieBreak.Judge(0, 5).ShouldBe(Tie.TheirsWins);
        TieBreak.Judge(0, null).ShouldBe(Tie.Both);
    }

    [Fact]
    public void AdmissionIsTotal()
    {
        foreach (var effective in Enum.GetValues<AdministrativeState>())
            foreach (var lockedOut in (bool[])[false, true])
                foreach (var force in (bool[])[false, true])
                    Admission.Of(effective, lockedOut, force).ShouldBe(
                        effective == AdministrativeState.AdminDisabled ? RefusalReason.Disabled
                        : effective == AdministrativeState.Drain ? RefusalReason.Draining
                        : lockedOut && !force ? RefusalReason.LockedOut : null);
    }

    [Fact]
    public void IdsHaveANonZeroLowByteAndAShardThatMovesWithEachTunnel()
    {
        var random = new Random(3);
        var peer = System.Net.IPAddress.Parse("127.0.0.2");
        var ids = Enumerable.Range(0, 300).Select(tunnels => TunnelIds.Choose(peer, tunnels, _ => false, random)!.Value).ToList();

        ids.ShouldAllBe(id => (id & 0xFF) != 0);
        ids.Take(256).Select(id => id >> 8).Distinct().Count().ShouldBe(256);
        TunnelIds.Choose(peer, 0, _ => true, random).ShouldBeNull();
        TunnelIds.Choose(peer, 0, id => id != 0x4203, random).ShouldBe((ushort)0x4203);
    }

    // FNV-1a test values from the algorithm's definition: of nothing the offset basis, of "a" af63dc4c8601ec8c
    [Fact]
    public void TheHashIsFrozen()
    {
        StableHash.Of([]).ShouldBe(0xcbf29ce484222325ul);
        StableHash.Of("a"u8).ShouldBe(0xaf63dc4c8601ec8cul);
    }
}
