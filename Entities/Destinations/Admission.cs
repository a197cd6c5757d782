using System.Diagnostics;
using Shared.Messages;

namespace Entities.Destinations;

/// <summary>Whether a destination takes a new call at all (dial-out §6, §7). Null: it does.</summary>
internal static class Admission
{
    public static RefusalReason? Of(AdministrativeState effective, bool lockedOut, bool force) => (effective, lockedOut, force) switch
    {
        (AdministrativeState.AdminDisabled, _, _) => RefusalReason.Disabled,
        (AdministrativeState.Drain, _, _) => RefusalReason.Draining,
        (AdministrativeState.Enabled, true, false) => RefusalReason.LockedOut,
        (AdministrativeState.Enabled, true, true) => null, // all LACs are locked out, and this one failed first
        (AdministrativeState.Enabled, false, _) => null,
        _ => throw new UnreachableException(),
    };

    public static AdministrativeState Strictest(AdministrativeState own, AdministrativeState above) => own > above ? own : above;
}
