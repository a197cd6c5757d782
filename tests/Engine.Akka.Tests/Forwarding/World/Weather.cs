namespace Engine.Akka.Tests.Forwarding.World;

/// <summary>What one run suffers. Swarm: each has its own mix.</summary>
/// <param name="DeletesOnDeath">A canary: replicas that drop the rows of an owner that dies.</param>
/// <param name="SettlesEarly">A canary: owners that say they have recovered before they have.</param>
/// <param name="LosesDigests">A canary: nothing ever tells a replica what it missed.</param>
internal sealed record Weather(double Loss, double Copies, int DelayMs, bool DeletesOnDeath = false, bool SettlesEarly = false, bool LosesDigests = false)
{
    public static Weather Of(Random random) => new(random.Next(4) * 0.12, random.Next(3) * 0.2, random.Next(1, 400));
}
