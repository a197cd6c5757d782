using Shared.Messages;

namespace Simulation.Surroundings;

/// <param name="Result">LineEventUnspecified: the modem says nothing at all.</param>
/// <param name="Site">Who answers, where somebody does.</param>
internal sealed record DialOutcome(LineEventKind Result, TimeSpan After, Site? Site);

/// <summary>What becomes of a number that is dialled.</summary>
internal sealed class PhoneNetwork(World world)
{
    private static readonly LineEventKind[] Troubles =
    [
        LineEventKind.LineBusy, LineEventKind.LineNoAnswer, LineEventKind.LineNoCarrier, LineEventKind.LineNoDialtone,
        LineEventKind.LineError, LineEventKind.LineEventUnspecified,
    ];

    public DialOutcome Dial(LineModel line, string number, Random random)
    {
        var ringing = TimeSpan.FromSeconds(2 + (8 * random.NextDouble()));
        var site = world.Sites.FirstOrDefault(one => one.PhoneNumber == number);
        if (site is null)
            return new DialOutcome(LineEventKind.LineNoAnswer, ringing, null);
        if (world.Faults.CallFails(random))
            return new DialOutcome(Troubles[random.Next(Troubles.Length)], ringing, null);
        return new DialOutcome(LineEventKind.LineConnected, ringing, site);
    }

    /// <returns>False: the site is on the phone already.</returns>
    public bool TryConnect(LineModel line, Site site)
    {
        if (site.Line is not null)
            return false;
        world.Trace(site.Name, () => $"answers {line.Lac.Name} {line.Name}");
        return true;
    }
}
