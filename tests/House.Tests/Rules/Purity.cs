using House.Tests.Tree;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace House.Tests.Rules;

/// <summary>The pure core reads no clock, opens no socket, awaits nothing and knows no engine.</summary>
public static class Purity
{
    private static readonly string[] PureFolders = ["Protocols/", "Entities/", "Shared.Messages/", "Engine.Akka/Forwarding/Table/", "Engine.Akka/Forwarding/Counting/"];

    /// <summary>What a host of entities offers to the world around it; entities do not see it.</summary>
    private static readonly string[] Exceptions = ["Shared.Messages/Entities/IEntityHost.cs"];

    private static readonly string[] Namespaces = ["Engine", "Platform", "Akka", "System.Threading.Tasks", "System.IO", "Microsoft.Data"];

    /// <summary>System.Net.Sockets itself cannot be refused: AddressFamily lives there.</summary>
    private static readonly HashSet<string> Types =
    [
        "Socket", "UdpClient", "TcpClient", "NetworkStream", "File", "Directory", "FileStream", "Stopwatch", "Task", "Timer", "PeriodicTimer", "Thread",
        "TimeProvider", "RandomNumberGenerator", "Console", "HttpClient", "Process",
    ];

    public static IEnumerable<Violation> Check(SourceFile file)
    {
        if (!file.IsUnder(PureFolders) || file.IsUnder(Exceptions))
            yield break;
        foreach (var use in file.Unit.DescendantNodes().OfType<UsingDirectiveSyntax>())
            if (use.Name?.ToString() is { } name && !IsPure(name) && Namespaces.Any(n => name == n || name.StartsWith(n + ".", StringComparison.Ordinal)))
                yield return file.Broken(use, $"the pure core does not use {name}");
        foreach (var node in file.Unit.DescendantNodes())
            if (Impurity(node) is { } what)
                yield return file.Broken(node, $"the pure core has no {what}");
    }

    private static bool IsPure(string name) =>
        PureFolders.Any(folder => $"{name}.".StartsWith(folder.Replace('/', '.'), StringComparison.Ordinal));

    private static string? Impurity(SyntaxNode node) => node switch
    {
        AwaitExpressionSyntax => "await",
        MemberAccessExpressionSyntax { Name.Identifier.Text: "Shared", Expression: IdentifierNameSyntax { Identifier.Text: "Random" } } => "Random.Shared",
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "Environment" } } => "Environment",
        IdentifierNameSyntax name when Types.Contains(name.Identifier.Text) && IsType(name) => name.Identifier.Text,
        _ => null,
    };

    /// <summary>As the left side of a dot, or where a type stands; a property of the same name is none.</summary>
    private static bool IsType(IdentifierNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == name,
        ObjectCreationExpressionSyntax or ParameterSyntax or VariableDeclarationSyntax or TypeArgumentListSyntax or NullableTypeSyntax => true,
        MethodDeclarationSyntax method => method.ReturnType == name,
        PropertyDeclarationSyntax property => property.Type == name,
        _ => false,
    };
}
