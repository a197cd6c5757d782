namespace Lns.Node.Forwarding;

/// <summary>What became of a forwarding entry.</summary>
public enum InstallOutcome
{
    Installed,

    /// <summary>The configuration has no such virtual router any more.</summary>
    UnknownVirtualRouter,

    /// <summary>No port is bound to the entry's local endpoint.</summary>
    UnknownLocalEndpoint,

    /// <summary>An id is 0 or an address has a length that none has.</summary>
    Malformed,
}
