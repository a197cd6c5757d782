using Node.Common.Configuration;

namespace Lns.Node.Configuration;

/// <summary>When a standby, which is a second process of the same configuration, takes the work from a process that still exists.</summary>
public sealed record StandbyOptions
{
    [Setting("An active process that has shown no life for this long is killed and replaced by its standby."), Within(200, 10000)]
    public int HangMs { get; init; } = 500;

    [Setting("The same for a process that lives while a part of its engine stands still."), Within(1, 60)]
    public int EngineHangSeconds { get; init; } = 5;
}
