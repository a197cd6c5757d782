using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace House.Tests.Tree;

/// <summary>A C# file and its syntax.</summary>
public sealed class SourceFile(string path, string text)
{
    private readonly Lazy<CompilationUnitSyntax> unit = new(() =>
        CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview)).GetCompilationUnitRoot());

    public string Path { get; } = path;

    public string Folder => Path.Contains('/') ? Path[..Path.LastIndexOf('/')] : "";

    public CompilationUnitSyntax Unit => unit.Value;

    public int Lines { get; } = text.Length == 0 ? 0 : text.AsSpan().Count('\n') + (text[^1] == '\n' ? 0 : 1);

    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);

    public bool IsUnder(params ReadOnlySpan<string> places)
    {
        foreach (var place in places)
            if (place.EndsWith('/') ? Path.StartsWith(place, StringComparison.Ordinal) : Path == place)
                return true;
        return false;
    }

    public Violation Broken(SyntaxNode at, string what) =>
        new($"{Path}:{at.GetLocation().GetLineSpan().StartLinePosition.Line + 1}", what);
}

/// <param name="Place">File, and line where there is one.</param>
public sealed record Violation(string Place, string What)
{
    public override string ToString() => $"{Place}: {What}";
}
