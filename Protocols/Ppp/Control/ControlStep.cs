using System.Collections.Immutable;

namespace Protocols.Ppp.Control;

public readonly record struct ControlStep<TNegotiator>(ControlProtocol<TNegotiator> Layer, ImmutableArray<ControlOutput> Outputs)
    where TNegotiator : INegotiator<TNegotiator>;
