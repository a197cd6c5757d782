using Shared.Messages;

namespace Entities.DialOut.Lacs;

/// <summary>What a failed call asks for.</summary>
public enum CallVerdict
{
    /// <summary>It was the LAC, its line or the tunnel: another destination may do better.</summary>
    NextLac,

    /// <summary>It may have been either: one more try.</summary>
    OnceMore,

    /// <summary>It was the remote site, or what we offered it: no LAC will do better.</summary>
    GiveUp,
}

/// <summary>Reads a failed call: who was it, and did the far phone ring.</summary>
public static class CallVerdicts
{
    // CDN result codes (RFC 2661 §4.4.2); what our LAC means by them is in dial-out §6
    private const uint CarrierLost = 1, GeneralError = 2, Administrative = 3, NoFacilitiesNow = 4, NoFacilities = 5, InvalidDestination = 6,
        NoCarrier = 7, Busy = 8, NoDialTone = 9, LacTimer = 10, NoFraming = 11;

    /// <summary>Q.850: bearer capability not presently available; our LAC's word for a connection below Minimum BPS.</summary>
    private const uint ConnectedTooSlowly = 58;

    public static CallVerdict Of(CallFailed failed)
    {
        if (failed.AuthenticationFailed)
            return CallVerdict.GiveUp;
        if (failed.FromStopCcn || failed.TunnelFailed)
            return CallVerdict.NextLac;
        return failed.Result switch
        {
            Administrative or InvalidDestination or Busy => CallVerdict.GiveUp,
            NoCarrier or NoFraming => CallVerdict.OnceMore,
            // 0: our own timers, or a call that dropped before PPP was up
            0 or CarrierLost or GeneralError or NoFacilitiesNow or NoFacilities or NoDialTone or LacTimer => CallVerdict.NextLac,
            // a code that we don't know says nothing about the remote site
            _ => CallVerdict.NextLac,
        };
    }

    /// <summary>In doubt it rang: the limit protects people.</summary>
    public static bool Rang(CallFailed failed) => failed.Stage switch
    {
        CallStage.StageTunnel or CallStage.StageRequest => false,
        CallStage.StagePpp => true,
        _ when failed.FromStopCcn || failed.TunnelFailed => true,
        _ => failed.Result switch
        {
            GeneralError => failed.Cause == ConnectedTooSlowly,
            Administrative or NoFacilitiesNow or NoFacilities or InvalidDestination or Busy or NoDialTone => false,
            _ => true,
        },
    };
}
