using Entities.Tests.World;
using Entities.Tunnels;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.Failover;

/// <summary>RFC 4951 §3.3, §4, Appendix C: FSQ and FSR with our LAC, by hand; and what our LNS does with an answer.</summary>
public class SynchronisationTests
{
    [Fact]
    public void Rfc4951_3_3_EverySessionIsAskedAbout()
    {
        var scene = new SurvivingScene();
        var ours = scene.WithCall(5);
        scene.Ask().Complete();

        scene.Recovered!.Last<Fsq>().Sessions.ShouldBe([new FailoverSessionState(ours, 5)]);
        // Message Type 21 with M 0; Failover Session State: M 1, length 16, type 79, reserved, reserved, ours, reserved, theirs
        Convert.ToHexString(scene.Recovered.Heard[0].Body.Span).ShouldBe($"0008000000000015" + $"80100000004F00000000{ours:X4}00000005");
        scene.OldState.Failover.ShouldBe(FailoverState.Resynchronising);

        // "Remote Session ID is set to the received value of the Session ID"
        scene.Recovered.SendHex($"0008 0000 0000 0016  8010 0000 004F 0000 0000 0005 0000 {ours:X4}");
        scene.OldState.Failover.ShouldBe(FailoverState.Normal);
        scene.OldState.Calls.ShouldHaveSingleItem();
    }

    /// <summary>"Silently (without sending a CDN) clear the session if the Session ID in the AVP was zero".</summary>
    [Fact]
    public void Rfc4951_3_3_ZeroClearsSilently()
    {
        var scene = new SurvivingScene();
        var ours = scene.WithCall(5);
        scene.Ask().Complete().Recovered!.SendHex($"0008 0000 0000 0016  8010 0000 004F 0000 0000 0000 0000 {ours:X4}");
        scene.World.Run(1);

        scene.OldState.Calls.ShouldBeEmpty();
        scene.World.Lac.OffHook.ShouldBeEmpty();
        scene.Recovered!.All<Cdn>().ShouldBeEmpty();
        scene.OldState.Failover.ShouldBe(FailoverState.Normal);
    }

    /// <summary>One FSS for each, in whatever FSR; several FSQ may be out at once.</summary>
    [Fact]
    public void Rfc4951_3_3_EveryFssIsAnswered()
    {
        var scene = new SurvivingScene();
        var (five, six) = (scene.WithCall(5), scene.WithCall(6));
        scene.Ask().Complete();
        scene.Recovered!.SendHex($"0008 0000 0000 0015  8010 0000 004F 0000 0000 0005 0000 {five:X4}  8010 0000 004F 0000 0000 0007 0000 7777")
            .SendHex($"0008 0000 0000 0015  8010 0000 004F 0000 0000 0006 0000 {six:X4}");

        scene.Recovered.All<Fsr>().SelectMany(fsr => fsr.Sessions).ShouldBe(
            [new FailoverSessionState(five, 5), new FailoverSessionState(0, 7), new FailoverSessionState(six, 6)]);
    }

    /// <summary>Appendix C, at the remote endpoint: the LNS says (A, B) and we have (B, C).</summary>
    [Fact]
    public void Rfc4951_C_AMismatchMakesOursStaleNotCleared()
    {
        var scene = new SurvivingScene();
        var b = scene.WithCall(0xC);
        scene.Ask().Complete().Recovered!.SendHex($"0008 0000 0000 0016  8010 0000 004F 0000 0000 000C 0000 {b:X4}");
        scene.OldState.Failover.ShouldBe(FailoverState.Normal);

        scene.Recovered!.SendHex($"0008 0000 0000 0015  8010 0000 004F 0000 0000 000A 0000 {b:X4}");
        scene.Recovered!.Last<Fsr>().Sessions.ShouldBe([new FailoverSessionState(0, 0xA)]);
        scene.OldState.Calls.ShouldHaveSingleItem();
        scene.OldState.Doubted.ShouldBe([b]);
        scene.Recovered.Send(null);

        // "… some time later …": over a death, too
        scene.World.Lac.RestartsFromSnapshot = true;
        scene.World.Run(21);
        scene.Recovered.All<Fsq>().Last().Sessions.ShouldBe([new FailoverSessionState(b, 0xC)]);
        scene.Recovered.SendHex($"0008 0000 0000 0016  8010 0000 004F 0000 0000 0000 0000 {b:X4}");
        scene.World.Run(1);
        scene.OldState.Calls.ShouldBeEmpty();
        scene.World.Lac.OffHook.ShouldBeEmpty();
    }

    /// <summary>FSQ's M bit is 0: a peer may ignore it for ever.</summary>
    [Fact]
    public void APeerThatNeverAnswersIsNotAskedForEver()
    {
        var scene = new SurvivingScene();
        scene.WithCall(5);
        scene.Ask().Complete();
        for (var second = 0; second < 100; second++)
        {
            scene.World.Run(1);
            scene.Recovered!.Send(null);
        }

        scene.Recovered!.All<Fsq>().Count().ShouldBe(3);
        scene.OldState.Failover.ShouldBe(FailoverState.Normal);
        scene.OldState.Calls.ShouldHaveSingleItem();
    }

    /// <summary>§3.3, of ICRQ; OCRQ is the same the other way round: the LNS has forgotten a session that we hold.</summary>
    [Fact]
    public void Rfc4951_3_3_AnOcrqForAnEstablishedSessionEndsItWithCdn()
    {
        var scene = new SurvivingScene();
        var ours = scene.WithCall(5);
        scene.Ask().Complete().Recovered!.Send(null).Send(HandPeer.Request(5, "557"));

        scene.Recovered!.Last<Cdn>().AssignedSessionId.ShouldBe(ours, "its local Session ID");
        scene.World.Run(1);
        scene.World.Lac.OffHook.ShouldBeEmpty();
        scene.OldState.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void Rfc4951_3_3_AnIdThatWasInUseLatelyIsNotGivenAgain()
    {
        var scene = new SurvivingScene();
        var used = new List<ushort>();
        for (ushort session = 1; session <= 30; session++)
        {
            used.Add(scene.WithCall(session));
            scene.Old.Send(new Cdn { AssignedSessionId = session, ResultCode = CdnResult.Administrative }, used[^1]);
            scene.World.Run(2);
        }

        scene.OldState.RestedSessions.ShouldBe(used);
        foreach (var fromSnapshot in (bool[])[false, true])
        {
            scene.World.Lac.RestartsFromSnapshot = fromSnapshot;
            scene.World.Lac.Restart();
            scene.OldState.RestedSessions.ShouldBe(used);
        }
    }

    /// <summary>A full tunnel: several FSQ are out at once, none longer than a datagram.</summary>
    [Fact]
    public void Rfc4951_3_3_SeveralFsqMayBeOut()
    {
        var scene = new SurvivingScene();
        var ours = Enumerable.Range(1, 100).Select(n => (ushort)n).ToList();
        var tunnel = scene.World.Lac.Entities(EntityKinds.Tunnel).Single();
        scene.World.Lac.Append(tunnel, ours.SelectMany(id => (Google.Protobuf.IMessage[])
        [
            new LacCallRequested { SessionId = id, PeerSessionId = id + 1000u, Pool = "modems" },
            new LacCallConnected { SessionId = id, TransmitBps = 1, ReceiveBps = 1 },
        ]));
        scene.Ask().Complete();
        for (var i = 0; i < 4; i++)
            scene.Recovered!.Send(null);

        var queries = scene.Recovered!.All<Fsq>().ToList();
        queries.Select(query => query.Sessions.Length).ShouldBe([60, 40]);
        queries.SelectMany(query => query.Sessions).Select(session => session.SessionId).ShouldBe(ours);
        scene.Recovered.Heard.Max(passed => passed.Body.Length).ShouldBeLessThan(1400);
    }

    [Fact]
    public void Rfc4951_3_3_AnLnsWhoseSessionIsUnknownEndsTheCallSilently()
    {
        var scene = new RecoveringScene().WithCall(21).Restart().Answer();
        var ours = scene.World.Lns.Call(1).SessionId;
        scene.Recovered.Send(null); // SLI came first, for PPP begins again
        scene.Recovered.Last<Fsq>().Sessions.ShouldBe([new FailoverSessionState(ours, 21)]);
        scene.Recovered.SendHex($"0008 0000 0000 0016  8010 0000 004F 0000 0000 0000 0000 {ours:X4}");
        scene.World.Run(1);

        scene.World.Lns.Answer<CallFailed>(1).ShouldNotBeNull().Result.ShouldBe(0u);
        scene.World.Lns.Table.ShouldBeEmpty();
        scene.Recovered.All<Cdn>().ShouldBeEmpty();
    }
}
