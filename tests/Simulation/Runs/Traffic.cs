using Simulation.Surroundings;

namespace Simulation.Runs;

/// <summary>People at the home side who send packets to the sites.</summary>
internal sealed class Traffic(World world, Random random)
{
    private bool isOn = true;

    public void Begin()
    {
        foreach (var site in world.Sites)
            Next(site, TimeSpan.FromSeconds(30 * random.NextDouble()));
    }

    public void End() => isOn = false;

    private void Next(Site site, TimeSpan after) => world.Agenda.In(after, () =>
    {
        if (!isOn)
            return;
        world.Lns.TakePacket(site);
        Next(site, TimeSpan.FromSeconds(2 + (25 * random.NextDouble())));
    });
}
