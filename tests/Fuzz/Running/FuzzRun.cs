using Fuzz.Mutation;

namespace Fuzz.Running;

/// <summary>One target under load. The same seed makes the same inputs in the same order, on any machine.</summary>
public sealed class FuzzRun
{
    /// <summary>Inputs kept because they made the code do something new; a bound for targets whose behaviours are many.</summary>
    private const int MostKept = 2048;

    private readonly FuzzTarget target;
    private readonly ulong seed;
    private readonly Mutator mutator;
    private readonly List<byte[]> known;
    private readonly HashSet<uint> behaviours = [];
    private long iterations;

    public FuzzRun(FuzzTarget target, ulong seed)
    {
        this.target = target;
        this.seed = seed;
        mutator = new Mutator(target.MaximumOctets);
        known = [.. target.Seeds];
    }

    public long Iterations => Interlocked.Read(ref iterations);

    /// <summary>Kinds of behaviour seen.</summary>
    public int Behaviours => behaviours.Count;

    /// <summary>The seeds themselves, as they are.</summary>
    public FuzzFailure? RunSeeds()
    {
        foreach (var input in target.Seeds)
            if (Try(target, input, out var behaviour) is { } exception)
                return new FuzzFailure(target.Name, seed, 0, input, exception);
            else
                behaviours.Add(behaviour);
        return null;
    }

    /// <returns>Null when the target held.</returns>
    public FuzzFailure? Step()
    {
        var iteration = Interlocked.Increment(ref iterations);
        var chance = Chance.Of(seed, iteration);
        var input = mutator.Next(known, ref chance);
        if (Try(target, input, out var behaviour) is { } exception)
            return Shrinker.Shrink(target, new FuzzFailure(target.Name, seed, iteration, input.ToArray(), exception));
        if (known.Count < MostKept && behaviours.Add(behaviour))
            known.Add(input.ToArray());
        return null;
    }

    /// <returns>What the target threw.</returns>
    public static Exception? Try(FuzzTarget target, ReadOnlySpan<byte> input, out uint behaviour)
    {
        try
        {
            behaviour = target.Run(input);
            return null;
        }
        // whatever it is, it is what we look for
        catch (Exception exception)
        {
            behaviour = 0;
            return exception;
        }
    }
}
