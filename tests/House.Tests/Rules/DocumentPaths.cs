using System.Text.RegularExpressions;
using House.Tests.Tree;

namespace House.Tests.Rules;

/// <summary>Files and folders that a document names in backticks, or links to, are there.</summary>
public static partial class DocumentPaths
{
    private static readonly string[] Endings = [".cs", ".csproj", ".md", ".json", ".proto", ".props", ".sln", ".slnf", ".sh", ".yml", ".yaml"];

    /// <param name="document">Its path; links start at its folder.</param>
    /// <param name="exists">Asked for paths from the root.</param>
    /// <param name="topLevel">Folders at the root, without slash.</param>
    public static IEnumerable<Violation> Check(string document, string text, Func<string, bool> exists, IReadOnlySet<string> topLevel)
    {
        var prose = Fences().Replace(text, m => new string('\n', m.Value.AsSpan().Count('\n')));
        foreach (Match match in Backticks().Matches(prose))
            if (match.Groups[1].Value is var path && IsPath(path, topLevel) && !exists(path) && !exists(Beside(document, path)))
                yield return new(At(document, prose, match), $"there is no {path}");
        foreach (Match match in Links().Matches(prose))
            if (match.Groups[1].Value is var link && !exists(Beside(document, link)))
                yield return new(At(document, prose, match), $"the link to {link} leads nowhere");
    }

    public static bool Exists(string path)
    {
        var full = Path.GetFullPath(Path.Combine(HouseTree.Root, path));
        return File.Exists(full) || Directory.Exists(full);
    }

    private static bool IsPath(string text, IReadOnlySet<string> topLevel) =>
        PathShape().IsMatch(text)
        && (text.Contains('/') ? topLevel.Contains(text[..text.IndexOf('/')]) || HasEnding(text) : HasEnding(text));

    private static bool HasEnding(string text) => Endings.Any(e => text.EndsWith(e, StringComparison.Ordinal));

    private static string Beside(string document, string path) =>
        document.Contains('/') ? $"{document[..document.LastIndexOf('/')]}/{path}" : path;

    private static string At(string document, string text, Match match) => $"{document}:{text.AsSpan(0, match.Index).Count('\n') + 1}";

    [GeneratedRegex("^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fences();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Backticks();

    [GeneratedRegex(@"\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)")]
    private static partial Regex Links();

    [GeneratedRegex(@"^[A-Za-z.][A-Za-z0-9_.-]*(/[A-Za-z0-9_.-]+)*/?$")]
    private static partial Regex PathShape();
}
