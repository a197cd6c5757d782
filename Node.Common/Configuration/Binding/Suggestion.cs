namespace Node.Common.Configuration.Binding;

/// <summary>Finds the key that a misspelt one was meant to be.</summary>
internal static class Suggestion
{
    /// <summary>More than this many letters wrong is another word.</summary>
    private const int MaximumDistance = 3;

    public static string For(string written, IReadOnlyCollection<string> known)
    {
        var nearest = known.MinBy(key => Distance(written, key));
        return nearest is not null && Distance(written, nearest) <= Math.Min(MaximumDistance, nearest.Length / 2)
            ? $"; did you mean {nearest}?"
            : $"; known here: {string.Join(", ", known)}";
    }

    /// <summary>Levenshtein's distance, letter case ignored.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
