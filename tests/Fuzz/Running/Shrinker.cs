namespace Fuzz.Running;

/// <summary>Takes away what a failure does not need.</summary>
public static class Shrinker
{
    /// <summary>Each attempt runs the target once.</summary>
    private const int MostAttempts = 5_000;

    public static FuzzFailure Shrink(FuzzTarget target, FuzzFailure failure)
    {
        var (smallest, attempts) = (failure, 0);
        for (var octets = smallest.Input.Length / 2; octets > 0; octets /= 2)
            for (var at = 0; at + octets <= smallest.Input.Length && attempts < MostAttempts; attempts++)
            {
                byte[] shorter = [.. smallest.Input[..at], .. smallest.Input[(at + octets)..]];
                var exception = FuzzRun.Try(target, shorter, out _);
                if (exception?.GetType() == failure.Exception.GetType() && SameKind(exception, failure.Exception))
                    smallest = smallest with { Input = shorter, Exception = exception };
                else
                    at += octets;
            }
        return smallest;
    }

    /// <summary>The same rule, though its values may differ.</summary>
    private static bool SameKind(Exception one, Exception other) => one.Message.Split(':')[0] == other.Message.Split(':')[0];
}
