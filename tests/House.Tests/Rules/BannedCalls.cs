using House.Tests.Tree;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace House.Tests.Rules;

/// <summary>Time and chance come in through the edges; everything behind them is told.</summary>
public static class BannedCalls
{
    /// <summary>The edges: where the world comes in, and the tests that face real programs there.</summary>
    private static readonly string[] Edges =
    [
        "Platform/", "Lns.Node/Program.cs", "Lac.Node/Program.cs", "Cli/Program.cs",
        "tests/Lab/", "tests/Lab.Runner/", "tests/Interop.Tests/", "tests/Nodes.Tests/Radius/",
    ];

    private static readonly Dictionary<(string Type, string Member), string> Calls = new()
    {
        [("DateTime", "Now")] = "takes the time from a TimeProvider or an argument",
        [("DateTime", "UtcNow")] = "takes the time from a TimeProvider or an argument",
        [("DateTime", "Today")] = "takes the time from a TimeProvider or an argument",
        [("DateTimeOffset", "Now")] = "takes the time from a TimeProvider or an argument",
        [("DateTimeOffset", "UtcNow")] = "takes the time from a TimeProvider or an argument",
        [("Environment", "TickCount")] = "takes the time from a TimeProvider or an argument",
        [("Environment", "TickCount64")] = "takes the time from a TimeProvider or an argument",
        [("Thread", "Sleep")] = "waits for an event, not for time to pass",
    };

    public static IEnumerable<Violation> Check(SourceFile file)
    {
        if (file.IsUnder(Edges))
            yield break;
        foreach (var node in file.Unit.DescendantNodes())
            if (Banned(node) is { } what)
                yield return file.Broken(node, what);
    }

    private static string? Banned(SyntaxNode node) => node switch
    {
        MemberAccessExpressionSyntax access when Calls.TryGetValue((Last(access.Expression), access.Name.Identifier.Text), out var instead) =>
            $"{access}: code here {instead}",
        ObjectCreationExpressionSyntax creation when Last(creation.Type) == "Random" && !HasArguments(creation.ArgumentList) => Seedless,
        ImplicitObjectCreationExpressionSyntax creation when !HasArguments(creation.ArgumentList) && DeclaredType(creation) == "Random" => Seedless,
        _ => null,
    };

    private const string Seedless = "new Random(): chance is an argument, or has a seed that a failure prints";

    private static bool HasArguments(ArgumentListSyntax? list) => list is { Arguments.Count: > 0 };

    private static string Last(SyntaxNode name) => name.ToString() is var text ? text[(text.LastIndexOf('.') + 1)..].TrimEnd('?') : "";

    private static string? DeclaredType(ImplicitObjectCreationExpressionSyntax creation) => creation.Parent switch
    {
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax variable } } => Last(variable.Type),
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => Last(property.Type),
        ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax property } => Last(property.Type),
        ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax method } => Last(method.ReturnType),
        _ => null,
    };
}
