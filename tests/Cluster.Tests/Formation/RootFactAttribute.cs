namespace Cluster.Tests.Formation;

/// <summary>A test whose processes have file systems of their own.</summary>
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (!Environment.IsPrivilegedProcess)
            Skip = "needs root: mounts a /run for each process";
    }
}
