using Protocols.Radius;

namespace Lab.Radius;

/// <summary>What may go wrong between a client and this server.</summary>
public abstract record LabRadiusFault
{
    private LabRadiusFault() { }

    /// <summary>The request never arrived.</summary>
    public sealed record Drop : LabRadiusFault;

    public sealed record Delay(TimeSpan Time) : LabRadiusFault;

    /// <summary>The server answers with another secret than it was asked with.</summary>
    public sealed record WrongSecret : LabRadiusFault;

    /// <summary>An answer as old servers give it.</summary>
    public sealed record WithoutMessageAuthenticator : LabRadiusFault;

    /// <summary>An answer cut off in the middle.</summary>
    public sealed record Truncate : LabRadiusFault;
}

/// <summary>Decides for each verified request; null: nothing goes wrong.</summary>
public delegate LabRadiusFault? LabRadiusScript(RadiusPacket request);
