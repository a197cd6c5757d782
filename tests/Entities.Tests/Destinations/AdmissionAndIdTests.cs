using Entities.Destinations;
using Shared.Messages;

namespace Entities.Tests.Destinations;

public class AdmissionAndIdTests
{
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
