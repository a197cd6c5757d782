using System.Runtime.InteropServices;

namespace Platform;

/// <summary>Something whose descriptor another process may hold as well, and go on with when this one is gone.</summary>
public interface ISharedDescriptor
{
    /// <summary>Stays the owner's; to be sent to another process, not to be read here.</summary>
    SafeHandle Descriptor { get; }
}
