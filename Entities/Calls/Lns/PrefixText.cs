using System.Net;
using Shared.Messages;

namespace Entities.Calls.Lns;

/// <summary>Prefixes as people write them.</summary>
internal static class PrefixText
{
    public static string Of(Prefix prefix) => $"{new IPAddress(prefix.Address.Span)}/{prefix.Length}";
}
