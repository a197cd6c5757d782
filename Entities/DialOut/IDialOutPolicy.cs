using System.Net;

namespace Entities.DialOut;

/// <summary>
/// What a node's configuration and its knowledge of LACs say. It is read while deciding; what was decided is in the events, so that
/// configuration may change between a decision and its replay.
/// </summary>
public interface IDialOutPolicy
{
    /// <summary>Null when the route is not, or no longer, configured.</summary>
    DialOutRouteSettings? Route(string virtualRouter, IPNetwork prefix);

    /// <summary>Free lines of a LAC that is ours; null when not known.</summary>
    int? FreeLines(IPEndPoint lac);
}
