using System.Diagnostics;
using Google.Protobuf;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.DialOut.Routes;

/// <summary>
/// The target of dial-out sessions. It stands beside their way, not in it: triggers and calls never pass it, so a route for a whole /8
/// is no hot spot. Nodes read its state when they start and take it from the answer when it is set.
/// </summary>
public sealed class DialOutRouteKind(IDialOutPolicy policy) : EntityKind<DialOutRoute>
{
    /// <summary>Nodes whose counters are summed; more than a cluster has.</summary>
    private const int MostNodes = 256;

    public override string Kind => EntityKinds.DialOutRoute;

    public override JournalSchema Journal => JournalSchemas.DialOutRoute;

    protected override DialOutRoute InitialState(string key) => new() { Key = DialOutRouteKey.Parse(key) };

    protected override void Decide(Turn<DialOutRoute> turn, IMessage command)
    {
        switch (command)
        {
            case SetRouteState set:
                SetState(turn, set.State);
                break;
            case SetRouteCondition condition:
                if (condition.State != turn.State.Operational || condition.Reason != turn.State.Reason)
                    SetCondition(turn, condition);
                break;
            case ReportRouteCounters { Counters: not null } report when HasRoom(turn.State, report.Node):
                turn.Apply(new CountersReported(report.Node, report.Counters));
                break;
            case ReportRouteCounters: break;
            case ShowDialOutRoute:
                turn.Do(new Reply(StatusOf(turn.State)));
                break;
            default:
                turn.Do(new Report(Milestone.UnexpectedMessage, $"{command.Descriptor.Name} is no command of a dial-out route",
                    ("route", turn.State.Key.ToString()), ("message", command.Descriptor.Name)));
                break;
        }
    }

    // nothing to do anew: nodes ask for the state when they start
    protected override void Resume(Turn<DialOutRoute> turn) { }

    protected override DialOutRoute Evolve(DialOutRoute state, object @event) => @event switch
    {
        DialOutRouteStateSet e => state with { Administrative = e.State },
        DialOutRouteSnapshot e => new DialOutRoute { Key = state.Key, Administrative = e.State },
        ConditionSet e => state with { Operational = e.State, Reason = e.Reason },
        CountersReported e => state with { Counters = state.Counters.SetItem(e.Node, e.Counters) },
        _ => throw new UnreachableException($"{@event.GetType().Name} is no event of a dial-out route"),
    };

    protected override IMessage Snapshot(DialOutRoute state) => new DialOutRouteSnapshot { State = state.Administrative };

    /// <summary>Configuration makes a route and takes it away; until then its state is remembered.</summary>
    protected override bool IsOver(DialOutRoute state) =>
        state.Administrative == AdministrativeState.Enabled && state.Counters.IsEmpty && state.Operational == RouteOperationalState.Down;

    private void SetState(Turn<DialOutRoute> turn, AdministrativeState wanted)
    {
        if (Enum.IsDefined(wanted) && wanted != turn.State.Administrative)
        {
            turn.Apply(new DialOutRouteStateSet { State = wanted });
            turn.Do(new Report(Milestone.DialOutState, $"{turn.State.Key}: {wanted} by an operator",
                ("route", turn.State.Key.ToString()), ("to", wanted.ToString())));
        }
        turn.Do(new Reply(StatusOf(turn.State)));
    }

    private static void SetCondition(Turn<DialOutRoute> turn, SetRouteCondition condition)
    {
        var before = turn.State.Operational;
        turn.Apply(new ConditionSet(condition.State, condition.Reason));
        turn.Do(new Report(Milestone.DialOutState, $"{turn.State.Key}: {before} -> {condition.State}: {condition.Reason}",
            ("route", turn.State.Key.ToString()), ("from", before.ToString()), ("to", condition.State.ToString()),
            ("reason", condition.Reason)));
    }

    private static bool HasRoom(DialOutRoute state, string node) => state.Counters.ContainsKey(node) || state.Counters.Count < MostNodes;

    private DialOutRouteStatus StatusOf(DialOutRoute state)
    {
        var configured = policy.Route(state.Key.VirtualRouter, state.Key.Prefix);
        return new DialOutRouteStatus
        {
            Route = state.Key.ToString(),
            VirtualRouter = state.Key.VirtualRouter,
            Target = Destinations.Prefixes.ToMessage(state.Key.Prefix),
            Domain = configured?.Domain ?? "",
            Profile = configured?.Profile.Name ?? "",
            Administrative = state.Administrative,
            Operational = state.Operational,
            Reason = state.Reason,
            Counters = RouteSums.Of(state.Counters.Values),
        };
    }
}
