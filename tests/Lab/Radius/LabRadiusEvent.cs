using System.Net;
using Protocols.Radius;

namespace Lab.Radius;

/// <summary>One request and what became of it: a rung of the ladder.</summary>
/// <param name="Request">Null for a datagram that was discarded.</param>
/// <param name="Answer">Null when none was sent.</param>
public sealed record LabRadiusEvent(IPEndPoint Client, RadiusPacket? Request, RadiusCode? Answer, string Text);
