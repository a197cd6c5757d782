namespace Protocols.Ppp.Control;

/// <summary>
/// A control protocol (LCP or an NCP): the automaton of RFC 1661 §4 with its counters, identifiers and the exchange of
/// Configure, Terminate and Code-Reject packets. Immutable; the options themselves are the negotiator's matter.
/// </summary>
public sealed record ControlProtocol<TNegotiator>(ushort Protocol, ControlLimits Limits, TNegotiator Options)
    where TNegotiator : INegotiator<TNegotiator>
{
    public AutomatonState State { get; init; }

    /// <summary>Transmissions left before the Restart timer gives up (RFC 1661 §4.6).</summary>
    public int RestartCount { get; init; }

    /// <summary>Configure-Naks sent since our last Configure-Ack (Max-Failure, RFC 1661 §4.6).</summary>
    public int FailureCount { get; init; }

    /// <summary>Configure-Requests sent in this negotiation.</summary>
    public int RequestsSent { get; init; }

    public byte NextIdentifier { get; init; }

    /// <summary>Our Configure-Request that no valid reply has come for yet; any other reply is discarded (RFC 1661 §5.2).</summary>
    public PendingRequest? Pending { get; init; }

    /// <summary>Data of our Terminate-Requests.</summary>
    public ReadOnlyMemory<byte> TerminateData { get; init; }

    public bool IsOpened => State == AutomatonState.Opened;

    /// <summary>Administrative Open and then the lower layer's Up.</summary>
    public ControlStep<TNegotiator> Start(Random random)
    {
        var fresh = this with { State = AutomatonState.Starting, NextIdentifier = (byte)random.Next(256) };
        // "A passive implementation waits": Starting goes to Stopped instead of sending a request (RFC 1661 §4.2).
        return Limits.Passive
            ? new(fresh.Renewed(random) with { State = AutomatonState.Stopped }, [])
            : fresh.Renewed(random).Apply(AutomatonEvent.Up);
    }

    public ControlStep<TNegotiator> Down() => Apply(AutomatonEvent.Down);

    /// <param name="text">Goes into our Terminate-Requests.</param>
    public ControlStep<TNegotiator> Close(ReadOnlyMemory<byte> text) =>
        (this with { TerminateData = text }).Apply(AutomatonEvent.Close);

    /// <summary>The Restart timer fired. Outside the states that run it this is a timer that was cancelled too late.</summary>
    public ControlStep<TNegotiator> Timeout() =>
        Apply(RestartCount > 0 ? AutomatonEvent.TimeoutPlus : AutomatonEvent.TimeoutMinus);

    /// <summary>The peer rejected the whole protocol, or a code that we can't do without.</summary>
    public ControlStep<TNegotiator> ProtocolRejected() => Apply(AutomatonEvent.RxjMinus);

    /// <param name="peerMru">Limits a Code-Reject, octets.</param>
    public ControlStep<TNegotiator> Receive(ReadOnlySpan<byte> information, ushort peerMru, Random random)
    {
        if (!ControlPacket.TryParse(information, out var packet))
            return Malformed("length of the packet");
        return packet.Code switch
        {
            ControlCode.ConfigureRequest => ReceiveRequest(packet, random),
            ControlCode.ConfigureAck => ReceiveAck(packet),
            ControlCode.ConfigureNak => ReceiveNak(packet, random),
            ControlCode.ConfigureReject => ReceiveReject(packet),
            ControlCode.TerminateRequest => Apply(AutomatonEvent.Rtr, packet.Identifier),
            ControlCode.TerminateAck => ReceiveTerminateAck(random),
            ControlCode.CodeReject => ReceiveCodeReject(packet),
            _ => ReceiveUnknownCode(information[..(ControlPacket.HeaderLength + packet.Data.Length)], peerMru),
        };
    }

    private ControlStep<TNegotiator> ReceiveRequest(ControlPacket packet, Random random)
    {
        if (!OptionList.TryParse(packet.Data, out var asked))
            return Malformed("options of a Configure-Request");
        // Everywhere else the table answers without looking into the request.
        if (State is not (AutomatonState.Stopped or >= AutomatonState.ReqSent))
            return Apply(AutomatonEvent.RcrPlus, packet.Identifier);

        var layer = State is AutomatonState.Stopped or AutomatonState.Opened ? Renewed(random) : this;
        var verdict = layer.Options.Judge(asked, layer.FailureCount < Limits.MaxFailure, random);
        layer = layer with
        {
            Options = verdict.Options,
            FailureCount = verdict.Code switch
            {
                ControlCode.ConfigureAck => 0,
                ControlCode.ConfigureNak => layer.FailureCount + 1,
                _ => layer.FailureCount,
            },
        };
        if (layer.Options.Fault is not null)
            return new(layer, []);

        var accepted = verdict.Code == ControlCode.ConfigureAck;
        var options = accepted ? packet.Data : OptionList.Write(verdict.Answer);
        var reply = ControlPacket.Write(verdict.Code, packet.Identifier, options);
        return layer.Apply(accepted ? AutomatonEvent.RcrPlus : AutomatonEvent.RcrMinus, packet.Identifier, reply);
    }

    private ControlStep<TNegotiator> ReceiveAck(ControlPacket packet)
    {
        if (State < AutomatonState.ReqSent)
            return Apply(AutomatonEvent.Rca, packet.Identifier);
        // An Ack repeats our options to the bit (RFC 1661 §5.2). A second Ack for one request is a repetition on the way.
        if (Pending is not { } pending || pending.Identifier != packet.Identifier
            || !packet.Data.SequenceEqual(pending.Options.Span))
            return new(this, []);
        return (this with { Pending = null }).Apply(AutomatonEvent.Rca);
    }

    private ControlStep<TNegotiator> ReceiveNak(ControlPacket packet, Random random)
    {
        if (!OptionList.TryParse(packet.Data, out var suggested))
            return Malformed("options of a Configure-Nak");
        return Pending?.Identifier == packet.Identifier
            ? Corrected(Options.Naked(suggested, random))
            : StaleCorrection(packet);
    }

    private ControlStep<TNegotiator> ReceiveReject(ControlPacket packet)
    {
        if (!OptionList.TryParse(packet.Data, out var refused))
            return Malformed("options of a Configure-Reject");
        if (Pending is not { } pending || pending.Identifier != packet.Identifier)
            return StaleCorrection(packet);
        return pending.Contains(refused) ? Corrected(Options.Rejected(refused)) : new(this, []);
    }

    private ControlStep<TNegotiator> Corrected(TNegotiator options)
    {
        var layer = this with { Options = options, Pending = null };
        return options.Fault is null ? layer.Apply(AutomatonEvent.Rcn) : new(layer, []);
    }

    private ControlStep<TNegotiator> StaleCorrection(ControlPacket packet) =>
        State < AutomatonState.ReqSent ? Apply(AutomatonEvent.Rcn, packet.Identifier) : new(this, []);

    /// <summary>One out of the blue, in Opened, makes us negotiate anew.</summary>
    private ControlStep<TNegotiator> ReceiveTerminateAck(Random random) =>
        (IsOpened ? Renewed(random) : this).Apply(AutomatonEvent.Rta);

    private ControlStep<TNegotiator> ReceiveCodeReject(ControlPacket packet)
    {
        if (packet.Data.IsEmpty)
            return Malformed("a Code-Reject without a packet");
        var vital = packet.Data[0] is >= ControlCode.ConfigureRequest and <= ControlCode.CodeReject;
        return Apply(vital ? AutomatonEvent.RxjMinus : AutomatonEvent.RxjPlus);
    }

    private ControlStep<TNegotiator> ReceiveUnknownCode(ReadOnlySpan<byte> rejected, ushort peerMru)
    {
        // The rejected packet is cut to fit the peer's MRU (RFC 1661 §5.6).
        var room = Math.Max(0, peerMru - ControlPacket.HeaderLength);
        var reply = ControlPacket.Write(ControlCode.CodeReject, NextIdentifier, rejected[..Math.Min(rejected.Length, room)]);
        return (this with { NextIdentifier = (byte)(NextIdentifier + 1) }).Apply(AutomatonEvent.Ruc, 0, reply);
    }

    private ControlProtocol<TNegotiator> Renewed(Random random) => this with
    {
        Options = Options.Begin(random),
        Pending = null,
        FailureCount = 0,
        RequestsSent = 0,
    };

    private ControlStep<TNegotiator> Malformed(string text) => new(this, [new ControlOutput.Malformed(text)]);

    private ControlStep<TNegotiator> Apply(AutomatonEvent happening, byte identifier = 0, ReadOnlyMemory<byte> reply = default)
    {
        var transition = Automaton.Next(State, happening);
        if (transition.IsImpossible)
            return new(this, []);
        if (transition.Has(AutomatonActions.Scr) && RequestsSent >= Limits.MaxRequests)
            return Apply(AutomatonEvent.TimeoutMinus);
        return new ControlTurn<TNegotiator>(this).Execute(transition, happening, identifier, reply);
    }
}
