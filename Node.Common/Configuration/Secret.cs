using System.Text;

namespace Node.Common.Configuration;

/// <summary>
/// A shared secret or password, written as <c>…</c> or, by file, <c>…File</c>. It prints its name and never its text, so that it may pass
/// through logs and <c>ToString</c>.
/// </summary>
/// <param name="Name">What messages call it: <c>…Name</c> of the configuration, or its key path.</param>
public sealed record Secret(string Name, string Text)
{
    /// <summary>The octets that RADIUS, L2TP and PPP compute with.</summary>
    public ReadOnlyMemory<byte> Octets => Encoding.UTF8.GetBytes(Text);

    public override string ToString() => $"(secret {Name})";
}
