namespace Entities.DialOut.Lacs;

/// <summary>What to do about a call that is wanted.</summary>
public abstract record LacStep
{
    private LacStep() { }

    /// <param name="Tunnel">Index into the grant's tunnels.</param>
    /// <param name="Forced">Although the destination is locked out.</param>
    public sealed record Place(int Tunnel, bool Forced) : LacStep;

    public sealed record GiveUp(string Reason) : LacStep;
}
