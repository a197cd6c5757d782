using House.Tests.Tree;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace House.Tests.Rules;

/// <summary>Files and functions stay short enough to be read at one go.</summary>
public static class Lengths
{
    public const int LongestFile = 500;
    public const int LongestFunction = 70;
    public const int LongestMedian = 80;

    /// <summary>A state table is read row by row, and reads worse in two halves.</summary>
    public const int LongestTable = 150;

    public static IEnumerable<Violation> Check(SourceFile file)
    {
        if (file.Lines > LongestFile)
            yield return new(file.Path, $"{file.Lines} lines, more than {LongestFile}");
        foreach (var node in file.Unit.DescendantNodes())
            if (NameOf(node) is { } name && LinesOf(node) is var lines && (IsTable(node) ? LongestTable : LongestFunction) is var limit && lines > limit)
                yield return file.Broken(node, $"{name} has {lines} lines, more than {limit}");
    }

    public static int Median(IEnumerable<SourceFile> files) =>
        files.Select(f => f.Lines).Order().ToList() is { Count: > 0 } sorted ? sorted[sorted.Count / 2] : 0;

    private static string? NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        LocalFunctionStatementSyntax local => local.Identifier.Text,
        OperatorDeclarationSyntax => "operator",
        AccessorDeclarationSyntax accessor => accessor.Keyword.Text,
        ParenthesizedLambdaExpressionSyntax or SimpleLambdaExpressionSyntax => "lambda",
        _ => null,
    };

    /// <summary>Nothing but a switch expression over a tuple, each row on a line of its own.</summary>
    private static bool IsTable(SyntaxNode node) =>
        node is MethodDeclarationSyntax { ExpressionBody.Expression: SwitchExpressionSyntax { GoverningExpression: TupleExpressionSyntax } table }
        && table.Arms.All(arm => LinesOf(arm) == 1);

    /// <summary>
    /// From the first line of the signature to the last of the body. Comments above do not count, nor does text in a raw string: that is
    /// data, which reads as what it is.
    /// </summary>
    private static int LinesOf(SyntaxNode node) =>
        LineSpan(node.GetLocation()) + 1 - node.DescendantTokens()
            .Where(t => t.Kind() is SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.InterpolatedStringTextToken)
            .Sum(t => LineSpan(t.GetLocation()));

    private static int LineSpan(Location location) =>
        location.GetLineSpan() is var span ? span.EndLinePosition.Line - span.StartLinePosition.Line : 0;
}
