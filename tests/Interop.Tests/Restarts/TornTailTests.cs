using Interop.Tests.Support;
using Lab.Foreign;
using Microsoft.Data.Sqlite;
using Protocols.L2tp;

namespace Interop.Tests.Restarts;

/// <summary>
/// The machine dies, and the end of the journal's last record was never written to its disk. The LNS says so, and recovers its tunnels by
/// RFC 4951, because it may have promised what it does not know any more. Judged by what the LAC captured.
/// </summary>
[Collection(ProcessesCollection.Name)]
public sealed class TornTailTests
{
    private const int TornOctets = 16;

    /// <summary>Longer than an LNS takes to be back on a busy machine, and less than the LAC dials.</summary>
    private static readonly TimeSpan LongSetUp = TimeSpan.FromSeconds(50);

    [Fact]
    public async Task ATornRecordIsSaidAndTheTunnelRecoversWithItsCall()
    {
        await using var bench = new Bench(sites: 2);
        var (up, dialling) = (bench.Sites[0], bench.Sites[1]);
        bench.Phones.Add(dialling.Settings, LongSetUp);
        // one more than calls: the line that is given up is still hanging up when the site is dialled again
        await bench.StartAll(lines: 3);
        await bench.PingUntilAnswered(up.Target);
        await bench.Lns.Log.WaitFor("the start record's answer", l => l.Event == "AccountingConfirmed");
        var before = await Call(bench.Lns, up.Number);
        var mark = bench.Lns.Log.Mark;
        bench.Trigger(dialling.Target);
        // the journal's last record, for what is said has been made durable
        await bench.Lns.Log.WaitFor("the LAC's OCRP", l => l.Event == "ControlReceived" && l.Message == "OCRP", from: mark);

        await bench.Lns.Process.Kill();
        await Patience.Until("the site rings", () => Task.FromResult(bench.Phones.Rung.GetValueOrDefault(dialling.Number)), count => count == 1);
        // whoever dials it again need not wait
        bench.Phones.Add(dialling.Settings, TimeSpan.FromMilliseconds(100));
        TearLastRecord(Path.Combine(bench.Directory, "lns", "journal.db"));
        var (captured, said) = (L2tpCapture.Read(bench.Lac.Capture).Count, bench.Lns.Log.Mark);
        await bench.Lns.Start();

        (await bench.Lns.Log.WaitFor("word of the torn record", l => l.Event == "JournalTailCutOff", from: said)).Message.ShouldContain("1 records from position");
        await bench.Lns.Log.WaitFor("a recovery", l => l.Event == "RecoveryBegun" && l.Message.Contains("tail is cut", StringComparison.Ordinal), from: said);
        await bench.Lac.Log.WaitFor("the recovery", l => l.Event == "TunnelRecovered");
        await bench.FirstPacketIsAnswered(up.Target);
        var after = await Call(bench.Lns, up.Number);
        foreach (var field in new[] { "tunnel", "localSessionId", "peerSessionId", "acctSessionId" })
            after.GetProperty(field).ToString().ShouldBe(before.GetProperty(field).ToString(), field);

        // RFC 4951 §3.3 Step I: what was being dialled is given up by both ends, and asked for again
        await bench.PingUntilAnswered(dialling.Target, seconds: 90);
        (bench.Phones.Rung[up.Number], bench.Phones.Rung[dialling.Number]).ShouldBe((1, 2));
        await IsARecovery(bench, captured);
    }

    /// <summary>As tshark reads it: SCCRQ with Tunnel Recovery (77) and Tie Breaker (5), SCCRP with Suggested Control Sequence (78), SCCCN.</summary>
    private static async Task IsARecovery(Bench bench, int captured)
    {
        L2tpCapture.Read(bench.Lac.Capture).Skip(captured).Select(packet => packet.Message).OfType<Sccrq>().ShouldContain(sccrq => sccrq.TunnelRecovery != null);
        if (ForeignProgram.Find("tshark") is null) return;
        var messages = await Tshark.Select(bench.Lac.Capture, "l2tp.avp.message_type", "ip.src", "l2tp.avp.message_type", "l2tp.avp.type");
        var recovery = messages.Select(line => line.Split('\t')).Where(fields => fields[2].Split(',') is var avps && (avps.Contains("77") || avps.Contains("78"))).ToList();
        recovery.Select(fields => (fields[0], fields[1])).Distinct().ShouldBe([($"{bench.Network.Lns}", "1"), ($"{bench.Network.Lac()}", "2")]);
        recovery[0][2].Split(',').ShouldContain("5", "§3.2.1: a Tie Breaker MUST be there");
        recovery.ShouldAllBe(fields => !fields[2].Split(',').Contains("76"), "§3.2.1: no Failover Capability in a recovery tunnel");
        messages.ShouldNotContain(line => line.Contains($"\t14\t", StringComparison.Ordinal), "no CDN: nobody's call was ended by a message");
        await Referee.FindsNothing(bench, bench.Lns, bench.Lac);
    }

    /// <summary>The journal's file as a power cut may leave it: the last octets of the last record are zero.</summary>
    private static void TearLastRecord(string journal)
    {
        var payload = LastPayload(journal);
        var file = File.ReadAllBytes(journal);
        // sealed: its last sixteen octets stand nowhere else
        var end = file.AsSpan().IndexOf(payload.AsSpan(payload.Length - TornOctets));
        end.ShouldBeGreaterThan(0);
        file.AsSpan(end, TornOctets).Clear();
        File.WriteAllBytes(journal, file);
    }

    private static byte[] LastPayload(string journal)
    {
        using var connection = new SqliteConnection($"Data Source={journal};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        // all of the write-ahead log into the file
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        command.ExecuteNonQuery();
        command.CommandText = "SELECT payload FROM record ORDER BY position DESC LIMIT 1";
        return (byte[])command.ExecuteScalar()!;
    }

    private static async Task<System.Text.Json.JsonElement> Call(Node node, string number) =>
        (await node.Show("sessions")).Single(row => row.GetProperty("number").GetString() == number);
}
