using System.Globalization;

namespace Lab.Runner;

/// <summary>Options of a command line that have a value in the next word; reading one moves the index on to it.</summary>
internal static class Words
{
    /// <exception cref="FormatException">There is none.</exception>
    public static string Value(IReadOnlyList<string> args, ref int i) =>
        ++i < args.Count ? args[i] : throw new FormatException($"{args[i - 1]} needs a value");

    /// <exception cref="FormatException">It is none, or outside of the bounds.</exception>
    public static int Number(IReadOnlyList<string> args, ref int i, int minimum, int maximum)
    {
        var (name, text) = (args[i], Value(args, ref i));
        return int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum
            ? number
            : throw new FormatException($"{name} {text}: a number from {minimum} to {maximum}");
    }
}
