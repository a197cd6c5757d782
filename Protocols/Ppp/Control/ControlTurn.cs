using System.Collections.Immutable;

namespace Protocols.Ppp.Control;

/// <summary>Carries out the actions of one transition; lives for one step.</summary>
internal sealed class ControlTurn<TNegotiator>(ControlProtocol<TNegotiator> layer)
    where TNegotiator : INegotiator<TNegotiator>
{
    private readonly ImmutableArray<ControlOutput>.Builder outputs = ImmutableArray.CreateBuilder<ControlOutput>();
    private ControlProtocol<TNegotiator> layer = layer;

    public ControlStep<TNegotiator> Execute(
        Transition transition, AutomatonEvent happening, byte identifier, ReadOnlyMemory<byte> reply)
    {
        var before = layer.State;
        layer = layer with { State = transition.State };

        if (transition.Has(AutomatonActions.Tld))
            outputs.Add(new ControlOutput.LayerDown());
        if (transition.Has(AutomatonActions.Irc))
            layer = layer with
            {
                RestartCount = transition.Has(AutomatonActions.Str) ? layer.Limits.MaxTerminate : layer.Limits.MaxConfigure,
            };
        if (transition.Has(AutomatonActions.Zrc))
            layer = layer with { RestartCount = 0 };
        if (transition.Has(AutomatonActions.Scr))
            SendConfigureRequest();
        if (transition.Has(AutomatonActions.Sca | AutomatonActions.Scn | AutomatonActions.Scj))
            outputs.Add(new ControlOutput.Send(reply));
        if (transition.Has(AutomatonActions.Str))
            SendTerminateRequest();
        if (transition.Has(AutomatonActions.Sta))
            outputs.Add(new ControlOutput.Send(ControlPacket.Write(ControlCode.TerminateAck, identifier, [])));

        KeepTimer(before, transition);
        if (transition.Has(AutomatonActions.Tlu))
            Opened();
        if (transition.Has(AutomatonActions.Tlf) && !WaitsOn(before, happening))
            outputs.Add(new ControlOutput.LayerFinished(happening, before));
        return new(layer, outputs.ToImmutable());
    }

    private void SendConfigureRequest()
    {
        // The identifier changes with the options, and after a valid reply; a repetition keeps it, so that a slow
        // line's late answer still counts (RFC 1661 §5.1).
        var options = OptionList.Write(layer.Options.Request);
        var repeats = layer.Pending is { } pending && pending.Options.Span.SequenceEqual(options);
        var identifier = repeats ? layer.Pending!.Value.Identifier : layer.NextIdentifier;
        layer = layer with
        {
            Pending = new PendingRequest(identifier, options),
            NextIdentifier = repeats ? layer.NextIdentifier : (byte)(identifier + 1),
            RestartCount = Math.Max(0, layer.RestartCount - 1),
            RequestsSent = layer.RequestsSent + 1,
        };
        outputs.Add(new ControlOutput.Send(ControlPacket.Write(ControlCode.ConfigureRequest, identifier, options)));
    }

    private void SendTerminateRequest()
    {
        var identifier = layer.NextIdentifier;
        layer = layer with
        {
            Pending = null,
            NextIdentifier = (byte)(identifier + 1),
            RestartCount = Math.Max(0, layer.RestartCount - 1),
        };
        outputs.Add(new ControlOutput.Send(
            ControlPacket.Write(ControlCode.TerminateRequest, identifier, layer.TerminateData.Span)));
    }

    private void KeepTimer(AutomatonState before, Transition transition)
    {
        if (transition.Has(AutomatonActions.Scr | AutomatonActions.Str | AutomatonActions.Zrc))
            outputs.Add(new ControlOutput.StartRestartTimer());
        else if (Automaton.RunsRestartTimer(before) && !Automaton.RunsRestartTimer(transition.State))
            outputs.Add(new ControlOutput.StopRestartTimer());
    }

    private void Opened()
    {
        layer = layer with { RequestsSent = 0, FailureCount = 0, RestartCount = layer.Limits.MaxConfigure };
        outputs.Add(new ControlOutput.LayerUp());
    }

    /// <summary>The "p" of the table: a passive end that gave up negotiating stays, and waits for the next request.</summary>
    private bool WaitsOn(AutomatonState before, AutomatonEvent happening) =>
        layer.Limits.Passive && happening == AutomatonEvent.TimeoutMinus && before >= AutomatonState.ReqSent;
}
