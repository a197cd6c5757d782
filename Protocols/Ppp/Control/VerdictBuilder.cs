using System.Collections.Immutable;

namespace Protocols.Ppp.Control;

/// <summary>
/// Sorts the peer's options: a single refusal makes the answer a Configure-Reject with the refused ones only, else a
/// single correction makes it a Configure-Nak, else everything is acknowledged as it came (RFC 1661 §5.2 to §5.4).
/// </summary>
internal sealed class VerdictBuilder(ImmutableArray<ConfigurationOption> asked, bool mayNak)
{
    private readonly ImmutableArray<ConfigurationOption>.Builder naks = ImmutableArray.CreateBuilder<ConfigurationOption>();
    private readonly ImmutableArray<ConfigurationOption>.Builder rejects = ImmutableArray.CreateBuilder<ConfigurationOption>();

    public byte Code =>
        rejects.Count > 0 ? ControlCode.ConfigureReject
        : naks.Count > 0 ? ControlCode.ConfigureNak
        : ControlCode.ConfigureAck;

    public void Reject(ConfigurationOption refused) => rejects.Add(refused);

    /// <summary>Asks for another value; after Max-Failure the option is refused as it came.</summary>
    public void Nak(ConfigurationOption came, ConfigurationOption wanted)
    {
        if (mayNak)
            naks.Add(wanted);
        else
            rejects.Add(came);
    }

    /// <summary>Asks for an option that the peer left out; no longer after Max-Failure (RFC 1661 §4.6).</summary>
    public void Append(ConfigurationOption wanted)
    {
        if (mayNak)
            naks.Add(wanted);
    }

    public Verdict<TNegotiator> Judgement<TNegotiator>(TNegotiator options) => new(options, Code, Code switch
    {
        ControlCode.ConfigureReject => rejects.ToImmutable(),
        ControlCode.ConfigureNak => naks.ToImmutable(),
        _ => asked,
    });
}
