using System.Net;
using System.Net.Sockets;

namespace Platform.Terminals;

/// <summary>A modem behind a stream socket: a terminal server's raw TCP port, or a Unix socket. Closing it stands for DTR low.</summary>
public sealed class SocketModemPort(EndPoint remote) : IModemPort
{
    private Socket? socket;

    public int Descriptor => (int)socket!.SafeHandle.DangerousGetHandle();

    public bool IsOpen => socket is not null;

    public bool CarrierPresent => IsOpen;

    public string Error { get; private set; } = "";

    public bool LowerDtr()
    {
        Close();
        return true;
    }

    /// <summary>Only begins to connect over TCP; a refusal shows as the end of the stream.</summary>
    public bool RaiseDtr()
    {
        if (IsOpen)
            return true;
        var protocol = remote.AddressFamily == AddressFamily.Unix ? ProtocolType.Unspecified : ProtocolType.Tcp;
        var opening = new Socket(remote.AddressFamily, SocketType.Stream, protocol) { Blocking = false };
        try
        {
            opening.Connect(remote);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            // the poller tells when it is writable, or gone
        }
        catch (SocketException e)
        {
            Error = $"{remote}: {e.Message}";
            opening.Dispose();
            return false;
        }

        socket = opening;
        return true;
    }

    public void Close()
    {
        socket?.Dispose();
        socket = null;
    }

    public void Dispose() => Close();
}
