using System.Net;
using Protocols.Radius;

namespace Lns.Node.Radius;

/// <param name="Role">AccessRequest or AccountingRequest.</param>
public sealed record RadiusServerStatus(string Group, string Server, IPEndPoint EndPoint, RadiusCode Role, bool IsAlive);
