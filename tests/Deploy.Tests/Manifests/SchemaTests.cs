using System.Diagnostics;
using k8s;
using Lab.Foreign;
using Lab.Nodes;

namespace Deploy.Tests.Manifests;

/// <summary>Every object is one that Kubernetes would take.</summary>
public sealed class SchemaTests
{
    [ManifestTheory, MemberData(nameof(Overlays))]
    public async Task EveryFieldIsOneThatItsKindHas(string overlay)
    {
        var rendered = await RenderedOverlay.Load(overlay);
        rendered.Objects.Count.ShouldBeGreaterThan(15);
    }

    /// <summary>The rules of the schemas themselves: what is required, formats, choices. They are JavaScript, so node runs them.</summary>
    [ManifestTheory(NeedsSchemas = true), MemberData(nameof(Overlays))]
    public async Task EveryObjectIsValidByItsSchema(string overlay)
    {
        var rendered = await RenderedOverlay.Load(overlay);
        (await Validate(rendered.Objects)).ShouldBe("", $"{rendered.Objects.Count} objects");
    }

    [ManifestTheory(NeedsSchemas = true), MemberData(nameof(Overlays))]
    public async Task TheSchemasFindWhatIsWrong(string overlay)
    {
        var rendered = await RenderedOverlay.Load(overlay);
        rendered.Lns.Spec.Selector = null;
        (await Validate([rendered.Lns])).ShouldContain("selector");
    }

    public static TheoryData<string> Overlays => [.. RenderedOverlay.Names];

    private static async Task<string> Validate(IEnumerable<IKubernetesObject> objects)
    {
        var start = new ProcessStartInfo(ForeignProgram.Find("node") ?? throw new FileNotFoundException("node is not installed"),
            [Path.Combine(Repository.Root, "tests", "Deploy.Tests", "Manifests", "validate.cjs"), ManifestTheoryAttribute.Schemas])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var node = Process.Start(start)!;
        foreach (var item in objects) await node.StandardInput.WriteLineAsync(KubernetesJson.Serialize(item));
        node.StandardInput.Close();
        var complaints = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        node.ExitCode.ShouldBeOneOf(0, 1);
        return complaints;
    }
}
