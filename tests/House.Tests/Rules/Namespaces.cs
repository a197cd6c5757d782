using House.Tests.Tree;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace House.Tests.Rules;

/// <summary>A namespace says where its file lies.</summary>
public static class Namespaces
{
    /// <summary>One vocabulary whose folders only sort it: a namespace for each would be a list of usings in every file.</summary>
    private static readonly string[] OneNamespace = ["Protocols/L2tp/"];

    public static IEnumerable<Violation> Check(SourceFile file)
    {
        var folder = OneNamespace.FirstOrDefault(place => file.IsUnder(place))?.TrimEnd('/') ?? file.Folder;
        // bench/ holds one project, named as its folder but for the capital
        if (file.IsUnder("bench/"))
            folder = $"Bench{folder["bench".Length..]}";
        var wanted = (file.IsTest ? folder["tests/".Length..] : folder).Replace('/', '.');
        if (file.Unit.Members.OfType<NamespaceDeclarationSyntax>().FirstOrDefault() is { } block)
            yield return file.Broken(block, "has a namespace in braces");
        var written = file.Unit.Members.OfType<FileScopedNamespaceDeclarationSyntax>().FirstOrDefault();
        if (written is not null && written.Name.ToString() != wanted)
            yield return file.Broken(written, $"has namespace {written.Name}, and its folder says {wanted}");
        if (written is null && file.Unit.Members.OfType<BaseTypeDeclarationSyntax>().FirstOrDefault() is { } homeless)
            yield return file.Broken(homeless, $"{homeless.Identifier} has no namespace");
    }
}
