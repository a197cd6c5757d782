using Lab.Foreign;
using Lab.Nodes;
using Lab.Topology;

namespace Deploy.Tests.Manifests;

/// <summary>The real kustomize, as kubectl has it: the system's, or the one that <c>./bras test</c> has put into .build.</summary>
internal static class Kustomize
{
    public static string? Program { get; } = new[] { Path.Combine(Repository.Root, ".build", "manifests", "kubectl"), ForeignProgram.Find("kubectl") }
        .FirstOrDefault(File.Exists);

    public static string Overlay(string name) => Path.Combine(Repository.Root, "deploy", "overlays", name);

    /// <returns>All of the overlay's objects, as YAML.</returns>
    public static Task<string> Render(string overlay) =>
        Command.Run(Program ?? throw new FileNotFoundException("kubectl is not installed"), "kustomize", Overlay(overlay));
}
