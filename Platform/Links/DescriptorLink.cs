using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Platform.Links;

/// <summary>
/// One end of a Unix socket between two processes of this machine, which carries whole messages (SOCK_SEQPACKET), each with at most one
/// descriptor (SCM_RIGHTS). Never blocks.
/// </summary>
public sealed unsafe class DescriptorLink : IDisposable
{
    /// <summary>A message is a few words; more is not one of ours.</summary>
    public const int MaxMessageOctets = 4096;

    private readonly Socket socket;

    internal DescriptorLink(Socket socket)
    {
        this.socket = socket;
        Span<byte> credentials = stackalloc byte[LinkCalls.CredentialOctets];
        socket.GetRawSocketOption(LinkCalls.SocketLevel, LinkCalls.PeerCredentials, credentials);
        PeerProcessId = BitConverter.ToInt32(credentials);
    }

    /// <summary>The kernel's word for who is at the other end; 0 when it lives where we can't see it (another PID namespace).</summary>
    public int PeerProcessId { get; }

    /// <summary>Readable when a message waits or the other end is gone.</summary>
    public SafeHandle Handle => socket.SafeHandle;

    /// <returns>Null when nobody listens there.</returns>
    public static DescriptorLink? TryConnect(string path)
    {
        var socket = NewSocket();
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return new DescriptorLink(socket);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            socket.Dispose();
            return null;
        }
    }

    /// <returns>False when the other end is gone or takes nothing.</returns>
    public bool Send(ReadOnlySpan<byte> message, SafeHandle? descriptor = null)
    {
        fixed (byte* start = message)
        {
            var vector = new LinkCalls.IoVector { Start = start, Octets = (nuint)message.Length };
            var rights = new LinkCalls.RightsHeader
            {
                Length = LinkCalls.RightsLength, Level = LinkCalls.SocketLevel, Type = LinkCalls.PassRights,
                Descriptor = (int)(descriptor?.DangerousGetHandle() ?? 0),
            };
            var header = new LinkCalls.MessageHeader { Vectors = &vector, VectorCount = 1 };
            if (descriptor is not null)
            {
                header.Control = (byte*)&rights;
                header.ControlOctets = LinkCalls.RightsSpace;
            }
            return LinkCalls.SendMessage(socket.SafeHandle, &header, PacketNative.NoSignal | PacketNative.DontWait) == message.Length;
        }
    }

    /// <param name="descriptor">What came with the message; the caller's from now on.</param>
    /// <returns>Octets of the message, <see cref="Descriptors.WouldBlock"/> or <see cref="Descriptors.Gone"/>.</returns>
    public int Receive(Span<byte> message, out SafeFileHandle? descriptor)
    {
        descriptor = null;
        fixed (byte* start = message)
        {
            var vector = new LinkCalls.IoVector { Start = start, Octets = (nuint)message.Length };
            var rights = default(LinkCalls.RightsHeader);
            var header = new LinkCalls.MessageHeader
            {
                Vectors = &vector, VectorCount = 1, Control = (byte*)&rights, ControlOctets = LinkCalls.RightsSpace,
            };
            var octets = LinkCalls.ReceiveMessage(socket.SafeHandle, &header, PacketNative.DontWait | LinkCalls.CloseOnExecReceived);
            if (octets > 0 && header.ControlOctets >= LinkCalls.RightsLength && rights is { Level: LinkCalls.SocketLevel, Type: LinkCalls.PassRights })
                descriptor = PacketNative.Own(rights.Descriptor);
            if (octets < 0 && PacketNative.LastError is PacketNative.TryAgain or PacketNative.Interrupted)
                return Descriptors.WouldBlock;
            return octets > 0 ? (int)octets : Descriptors.Gone;
        }
    }

    public void Dispose() => socket.Dispose();

    internal static Socket NewSocket() => new(AddressFamily.Unix, SocketType.Seqpacket, ProtocolType.Unspecified);
}
