namespace Interop.Tests.Support;

/// <summary>A test that makes a file system of its own.</summary>
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (!Environment.IsPrivilegedProcess)
            Skip = "needs root: mounts a small file system";
    }
}
