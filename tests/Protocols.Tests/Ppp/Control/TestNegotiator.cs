using System.Collections.Immutable;
using Protocols.Ppp;
using Protocols.Ppp.Control;

namespace Protocols.Tests.Ppp.Control;

/// <summary>Takes option 1, wants option 2 otherwise, refuses the rest; asks for one octet that counts corrections.</summary>
internal sealed record TestNegotiator(byte Wish = 0) : INegotiator<TestNegotiator>
{
    public ImmutableArray<ConfigurationOption> Request => [new ConfigurationOption(1, new[] { Wish })];

    public PppDisconnectCause? Fault => null;

    public TestNegotiator Begin(Random random) => new();

    public Verdict<TestNegotiator> Judge(ImmutableArray<ConfigurationOption> asked, bool mayNak, Random random)
    {
        var refused = asked.Where(option => option.Type > 2 || option.Type == 2 && !mayNak).ToImmutableArray();
        if (refused.Length > 0)
            return new(this, ControlCode.ConfigureReject, refused);
        var corrected = asked.Where(option => option.Type == 2).ToImmutableArray();
        return corrected.Length > 0
            ? new(this, ControlCode.ConfigureNak, corrected)
            : new(this, ControlCode.ConfigureAck, asked);
    }

    public TestNegotiator Naked(ImmutableArray<ConfigurationOption> suggested, Random random) => new((byte)(Wish + 1));

    public TestNegotiator Rejected(ImmutableArray<ConfigurationOption> refused) => new((byte)(Wish + 1));
}
