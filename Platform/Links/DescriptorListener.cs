using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Platform.Links;

/// <summary>Where <see cref="DescriptorLink"/>s come in: a Unix socket that only its owner may open.</summary>
public sealed class DescriptorListener : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Socket socket = DescriptorLink.NewSocket();

    /// <summary>Takes the path from whoever had it: the caller knows that nobody else may listen there.</summary>
    /// <exception cref="IOException">The path can't be used.</exception>
    public DescriptorListener(string path)
    {
        try
        {
            File.Delete(path);
            socket.Bind(new UnixDomainSocketEndPoint(path));
#pragma warning disable CA1416 // Linux only
            File.SetUnixFileMode(path, OwnerOnly);
#pragma warning restore CA1416
            socket.Listen();
        }
        catch (Exception e) when (e is SocketException or ArgumentException or UnauthorizedAccessException)
        {
            socket.Dispose();
            throw new IOException($"cannot listen on {path}: {e.Message}", e);
        }
    }

    /// <summary>Readable when somebody wants in.</summary>
    public SafeHandle Handle => socket.SafeHandle;

    /// <summary>Blocks while nobody wants in.</summary>
    /// <returns>Null when whoever knocked has gone already.</returns>
    public DescriptorLink? Accept()
    {
        try
        {
            return new DescriptorLink(socket.Accept());
        }
        catch (SocketException)
        {
            return null;
        }
    }

    /// <summary>Also removes the socket's file.</summary>
    public void Dispose() => socket.Dispose();
}
