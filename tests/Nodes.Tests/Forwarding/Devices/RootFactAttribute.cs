namespace Nodes.Tests.Forwarding.Devices;

/// <summary>A test that makes network interfaces, in a namespace of its own. In CI it fails rather than be skipped.</summary>
internal sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
            return;
        if (!Environment.IsPrivilegedProcess)
            Skip = "needs root: makes a network namespace and a TUN device in it";
        else if (!File.Exists("/dev/net/tun"))
            Skip = "needs /dev/net/tun";
    }
}
