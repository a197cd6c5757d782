using Google.Protobuf;
using Lns.Node.Configuration;
using Lns.Node.LocalUsers;
using Shared.Messages;

namespace Lns.Node.Policies;

/// <summary>From the configuration's profiles to what a call carries with it.</summary>
internal static class CallProfiles
{
    public static CallProfile For(ProfileOptions profile, VirtualRouterOptions router)
    {
        var call = new CallProfile
        {
            Name = profile.Name,
            LocalAddress = ByteString.CopyFrom(profile.LocalAddress.GetAddressBytes()),
            Mru = (uint)profile.Mru,
            IdleTimeoutSeconds = (uint)profile.IdleTimeoutSeconds,
            SessionTimeoutSeconds = (uint)profile.SessionTimeoutSeconds,
            InterimIntervalSeconds = (uint)profile.InterimIntervalSeconds,
            EchoIntervalSeconds = (uint)profile.EchoIntervalSeconds,
            EchoFailureLimit = (uint)profile.EchoFailureLimit,
            RestartTimerMs = (uint)profile.RestartTimerMs,
            ChallengeName = profile.ChallengeName ?? "",
            PeerMayRefuseAuthentication = profile.PeerMayRefuseAuthentication,
            RadiusGroup = router.Radius.Lns ?? router.Radius.Home ?? LocalUserList.Group,
        };
        call.Dns.AddRange(profile.Dns.Select(dns => ByteString.CopyFrom(dns.GetAddressBytes())));
        return call;
    }

    /// <summary>The profile's list of methods in the words of ERX-PPP-Auth-Protocol.</summary>
    public static PppAuthentication Authentication(IReadOnlyList<PppMethod> methods)
    {
        var (pap, chap) = (methods.Contains(PppMethod.Pap), methods.Any(method => method != PppMethod.Pap));
        return (pap, chap) switch
        {
            (false, false) => PppAuthentication.AuthNone,
            (true, false) => PppAuthentication.Pap,
            (false, true) => PppAuthentication.Chap,
            _ => methods[0] == PppMethod.Pap ? PppAuthentication.PapChap : PppAuthentication.ChapPap,
        };
    }
}
