using Google.Protobuf;
using Protocols.Radius.Attributes;
using Shared.Messages;

namespace Entities.DialOut.Authorisation;

/// <summary>From the attributes of the first Access-Accept to a grant. Pure; passwords arrive decrypted.</summary>
public static class AccessAccept
{
    /// <summary>
    /// Called Number AVPs could be longer (RFC 2661 §4.4.4), telephone numbers are not: E.164 has 15 digits, the rest is for pauses
    /// and prefixes.
    /// </summary>
    public const int LongestNumber = 64;

    public static GrantReading Read(IReadOnlyList<RadiusAttribute> attributes, CallProfile profile, GrantDefaults defaults)
    {
        var all = new AttributeGroup(attributes, tag: 0);
        if (NumberFault(all.Text(ErxType.DialOutNumber, ErxType.Vendor)) is { } numberFault)
            return GrantReading.Invalid(numberFault);
        var (tunnels, ignored) = TunnelGroups.Read(attributes, defaults);
        if (tunnels.Count == 0)
            return GrantReading.Invalid(
                ignored.Count == 0 ? "no tunnel group" : $"no usable tunnel group: {string.Join("; ", ignored)}", ignored);

        var grant = new DialOutGrant
        {
            Tunnels = { tunnels },
            CalledNumber = all.Text(ErxType.DialOutNumber, ErxType.Vendor),
            MinimumBps = all.Number(ErxType.MinimumBps, ErxType.Vendor) ?? defaults.MinimumBps,
            MaximumBps = all.Number(ErxType.MaximumBps, ErxType.Vendor) ?? defaults.MaximumBps,
            Bearer = (Bearer)(all.Number(ErxType.BearerType, ErxType.Vendor) ?? (uint)Bearer.None),
            PppUsername = all.Text(ErxType.PppUsername, ErxType.Vendor) ?? "",
            PppPassword = all.Bytes(ErxType.PppPassword, ErxType.Vendor) ?? ByteString.Empty,
            PppAuthentication =
                (PppAuthentication)(all.Number(ErxType.PppAuthProtocol, ErxType.Vendor) ?? (uint)defaults.Authentication),
            Profile = Overridden(profile, all),
        };
        return ValueFault(grant) is { } fault ? GrantReading.Invalid(fault, ignored) : new GrantReading(grant, "", ignored);
    }

    private static string? NumberFault(string? number)
    {
        if (number is null)
            return "ERX-Dial-Out-Number is missing";
        if (number.Length > LongestNumber)
            return $"ERX-Dial-Out-Number is longer than {LongestNumber}";
        // ASCII in the Called Number AVP (RFC 2661 §4.4.4); control characters would reach a modem's command line
        return number.Any(c => c is < ' ' or > '~') ? "ERX-Dial-Out-Number is not printable ASCII" : null;
    }

    private static string? ValueFault(DialOutGrant grant)
    {
        if (!Enum.IsDefined(grant.Bearer))
            return $"ERX-Bearer-Type {(int)grant.Bearer} is unknown";
        if (!Enum.IsDefined(grant.PppAuthentication))
            return $"ERX-PPP-Auth-Protocol {(int)grant.PppAuthentication} is unknown";
        return grant.MinimumBps > grant.MaximumBps
            ? $"ERX-Minimum-BPS {grant.MinimumBps} is above ERX-Maximum-BPS {grant.MaximumBps}"
            : null;
    }

    private static CallProfile Overridden(CallProfile profile, AttributeGroup all)
    {
        var own = profile.Clone();
        own.IdleTimeoutSeconds = all.Number(RadiusType.IdleTimeout) ?? profile.IdleTimeoutSeconds;
        own.SessionTimeoutSeconds = all.Number(RadiusType.SessionTimeout) ?? profile.SessionTimeoutSeconds;
        return own;
    }
}
