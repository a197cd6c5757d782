using Protocols.Hayes;
using Google.Protobuf;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Lines;

/// <summary>The lines of a LAC, pool by pool; key: the pool's name. A pool never ends.</summary>
/// <param name="pools">The configuration. A pool that isn't in it has no lines.</param>
public sealed class LinePoolKind(IEnumerable<LinePoolSettings> pools) : EntityKind<LinePoolState>
{
    private readonly Dictionary<string, LinePoolSettings> pools = pools.ToDictionary(pool => pool.Name);

    public override string Kind => EntityKinds.LinePool;

    public override JournalSchema Journal => JournalSchemas.LinePool;

    protected override LinePoolState InitialState(string key) =>
        LinePoolState.Initial(pools.TryGetValue(key, out var settings) ? settings : new LinePoolSettings { Name = key, Lines = [] });

    protected override void Decide(Turn<LinePoolState> turn, IMessage command)
    {
        switch (command)
        {
            case OpenLinePool:
                foreach (var line in turn.State.InOrder)
                    LineSteps.Take(turn, line.Name, LineInput.Open, command);
                break;
            case SeizeLine seize:
                Seize(turn, seize);
                break;
            case ReleaseLine release:
                StepOfCall(turn, release.Call, LineInput.Release, command);
                break;
            case BridgeLine bridge:
                StepOfCall(turn, bridge.Call, LineInput.Bridge, command);
                break;
            case SetLineAccm accm:
                StepOfCall(turn, accm.Call, LineInput.SetAccm, command);
                break;
            case LineEvent happened when turn.State.Lines.ContainsKey(happened.Line):
                if (LineSteps.InputOf(happened.Kind) is { } input)
                    LineSteps.Take(turn, happened.Line, input, command);
                break;
            case TimerFired fired when LineDesk.LineOf(fired.Name) is { } name && turn.State.Lines.ContainsKey(name):
                if (new LineDesk(turn, name).IsDue())
                    LineSteps.Take(turn, name, LineInput.Timer, command);
                break;
            case ShowLines:
                turn.Do(new Reply(LinePoolView.Of(turn.State)));
                break;
        }
    }

    /// <summary>The process has died, and with it every line dropped (HUPCL, SIGHUP); what drivers can't know is told from the journal.</summary>
    protected override void Resume(Turn<LinePoolState> turn)
    {
        foreach (var line in turn.State.InOrder)
        {
            var desk = new LineDesk(turn, line.Name);
            if (line.Call is { } call)
            {
                LineCalls.ReportFailure(desk, call, LineFailure.Restarted);
                desk.TellTunnel(call, LineCalls.Ended(call.SessionId, LineFailure.Restarted));
            }

            LineUpkeep.TakeInHand(desk);
        }
    }

    protected override LinePoolState Evolve(LinePoolState state, object @event) => LinePoolEvolution.Evolve(state, @event);

    protected override IMessage Snapshot(LinePoolState state) => LinePoolEvolution.Snapshot(state);

    protected override bool IsOver(LinePoolState state) => false;

    private static void Seize(Turn<LinePoolState> turn, SeizeLine seize)
    {
        if (turn.State.OfCall(seize.Call) is { } line)
        {
            LineCalls.Repeat(new LineDesk(turn, line.Name));
            return;
        }

        var failure = PoolChoice.Check(turn.State.Settings, new LineWish(seize.Number, seize.BearerBits, seize.FramingBits));
        if (failure is null && turn.State.Free() is { } free && DialNumber.TryNormalise(seize.Number, out var number))
        {
            var call = new LineCall(seize.Call, seize.TunnelKey, seize.SessionId, number, seize.MinimumBps);
            turn.Apply(LinePoolEvolution.TakenOf(free.Name, call));
            LineSteps.Take(turn, free.Name, LineInput.Seize, seize);
            return;
        }

        failure ??= LineFailure.NoFreeLine;
        turn.Do(new Report(Milestone.LineFailed, failure.Text,
            ("pool", turn.State.Settings.Name), ("call", seize.Call), ("number", seize.Number),
            ("result", failure.Result), ("error", failure.Error), ("cause", failure.Cause)));
        turn.Do(new TellEntity(new EntityId(EntityKinds.Tunnel, seize.TunnelKey), LineCalls.Ended(seize.SessionId, failure)));
    }

    private static void StepOfCall(Turn<LinePoolState> turn, string call, LineInput input, IMessage command)
    {
        if (turn.State.OfCall(call) is { } line)
            LineSteps.Take(turn, line.Name, input, command);
    }
}
