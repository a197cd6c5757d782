using Lab.Foreign;
using Lab.Nodes;

namespace Deploy.Tests.Manifests;

/// <summary>A test over rendered manifests; skipped without kubectl, but not in CI.</summary>
public sealed class ManifestTheoryAttribute : TheoryAttribute
{
    /// <summary>Where <c>./bras test</c> puts the schemas of Kubernetes.</summary>
    public static string Schemas { get; } = Path.Combine(Repository.Root, ".build", "manifests", "node_modules");

    public bool NeedsSchemas { get; set; }

    public override string? Skip
    {
        get => ForeignProgram.IsCi ? base.Skip : base.Skip ?? Reason();
        set => base.Skip = value;
    }

    private string? Reason()
    {
        if (Kustomize.Program is null) return "needs kubectl, not installed here";
        return NeedsSchemas && !Directory.Exists(Schemas) ? "needs the Kubernetes schemas, which ./bras test fetches" : null;
    }
}
