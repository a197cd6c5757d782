using System.Net;

namespace Lab.Scene;

/// <summary>What a lab is to be.</summary>
public sealed record LabOptions
{
    public int Sites { get; init; } = 1;

    public int Seed { get; init; }

    /// <summary>From the last digit to the answer.</summary>
    public TimeSpan DialTime { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>The LNS's capture, or null.</summary>
    public string? Pcap { get; init; }

    /// <summary>A RADIUS server of somebody else, with its secret; null: the lab's own.</summary>
    public IPEndPoint? Radius { get; init; }

    public string RadiusSecret { get; init; } = LabFiles.RadiusSecret;

    /// <summary>Addresses of this lab; null: free ones drawn by lot.</summary>
    public LabNetwork? Network { get; init; }

    /// <summary>A TUN device in place of the Unix socket: root, in a network namespace of its own.</summary>
    public bool Tun { get; init; }

    public string? Directory { get; init; }
}
