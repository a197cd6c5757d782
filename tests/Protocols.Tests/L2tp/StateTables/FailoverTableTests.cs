using Protocols.L2tp;

namespace Protocols.Tests.L2tp.StateTables;

/// <summary>RFC 4951 has no table; these rows are its sentences, read once more by hand and apart from the code's switch.</summary>
public class FailoverTableTests
{
    private const string Rows = """
        Normal          | RecoveryWanted         | OpenRecoveryTunnel                                                       | Recovering
        Recovering      | RecoveryWanted         | OpenRecoveryTunnel                                                       | Recovering
        Offered         | RecoveryWanted         | OpenRecoveryTunnel                                                       | Recovering
        Resynchronising | RecoveryWanted         | OpenRecoveryTunnel                                                       | Recovering
        Normal          | PeerAsksAcceptable     | AcceptRecoveryTunnel                                                     | Offered
        Recovering      | PeerAsksAcceptable     | AcceptRecoveryTunnel                                                     | Offered
        Offered         | PeerAsksAcceptable     | AcceptRecoveryTunnel                                                     | Offered
        Resynchronising | PeerAsksAcceptable     | AcceptRecoveryTunnel                                                     | Offered
        Normal          | PeerAsksNotAcceptable  | RefuseRecoveryTunnel                                                     | Normal
        Recovering      | PeerAsksNotAcceptable  | RefuseRecoveryTunnel                                                     | Recovering
        Offered         | PeerAsksNotAcceptable  | RefuseRecoveryTunnel                                                     | Offered
        Resynchronising | PeerAsksNotAcceptable  | RefuseRecoveryTunnel                                                     | Resynchronising
        Normal          | OurTunnelUp            | None                                                                     | Normal
        Recovering      | OurTunnelUp            | ResetControlChannel, ResetDataChannels, DropUnestablished, QuerySessions | Resynchronising
        Offered         | OurTunnelUp            | None                                                                     | Offered
        Resynchronising | OurTunnelUp            | None                                                                     | Resynchronising
        Normal          | PeerTunnelUp           | None                                                                     | Normal
        Recovering      | PeerTunnelUp           | None                                                                     | Recovering
        Offered         | PeerTunnelUp           | ResetControlChannel, DropUnestablished, QuerySessions                    | Resynchronising
        Resynchronising | PeerTunnelUp           | None                                                                     | Resynchronising
        Normal          | OurTunnelFailed        | None                                                                     | Normal
        Recovering      | OurTunnelFailed        | ClearSilently                                                            | Normal
        Offered         | OurTunnelFailed        | None                                                                     | Offered
        Resynchronising | OurTunnelFailed        | None                                                                     | Resynchronising
        Normal          | PeerTunnelFailed       | None                                                                     | Normal
        Recovering      | PeerTunnelFailed       | None                                                                     | Recovering
        Offered         | PeerTunnelFailed       | GoOn                                                                     | Normal
        Resynchronising | PeerTunnelFailed       | None                                                                     | Resynchronising
        Normal          | SessionsSynchronised   | None                                                                     | Normal
        Recovering      | SessionsSynchronised   | None                                                                     | Recovering
        Offered         | SessionsSynchronised   | None                                                                     | Offered
        Resynchronising | SessionsSynchronised   | None                                                                     | Normal
        """;

    [Fact]
    public void EveryPairHasItsRow()
    {
        var seen = new HashSet<(FailoverState, FailoverEvent)>();
        foreach (var row in Rows.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var cells = row.Split('|', StringSplitOptions.TrimEntries);
            var (state, @event) = (Enum.Parse<FailoverState>(cells[0]), Enum.Parse<FailoverEvent>(cells[1]));
            seen.Add((state, @event)).ShouldBeTrue();
            FailoverTable.Next(state, @event).ShouldBe(
                new Transition<FailoverState, FailoverActions>(Enum.Parse<FailoverActions>(cells[2]), Enum.Parse<FailoverState>(cells[3])), row);
        }

        seen.Count.ShouldBe(Enum.GetValues<FailoverState>().Length * Enum.GetValues<FailoverEvent>().Length);
    }
}
