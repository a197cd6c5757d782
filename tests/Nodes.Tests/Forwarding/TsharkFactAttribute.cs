namespace Nodes.Tests.Forwarding;

/// <summary>A test in which tshark reads what we wrote. In CI it fails rather than be skipped.</summary>
internal sealed class TsharkFactAttribute : FactAttribute
{
    public const string Path = "/usr/bin/tshark";

    public TsharkFactAttribute()
    {
        if (!File.Exists(Path) && Environment.GetEnvironmentVariable("CI") != "true")
            Skip = "needs tshark (Debian package tshark)";
    }
}
