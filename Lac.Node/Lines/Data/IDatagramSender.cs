using System.Net;

namespace Lac.Node.Lines.Data;

/// <summary>The node's UDP sockets, as the bridges see them.</summary>
public interface IDatagramSender
{
    /// <summary>Asked once a call; what it returns is used for every packet.</summary>
    IDatagramPath Open(IPEndPoint local, IPEndPoint peer);
}

public interface IDatagramPath
{
    /// <summary>Called on the lines' thread; must neither block nor keep the octets.</summary>
    void Send(ReadOnlySpan<byte> datagram);
}
