using k8s.Models;

namespace Deploy.Tests.Manifests;

/// <summary>What the pods may do, whatever the overlay.</summary>
public sealed class PodTests
{
    /// <summary>
    /// Akka.NET's coordinated shutdown at its longest: 5 s a phase, and 10 s for three of them. The drain is one of the phases, and has its
    /// own time.
    /// </summary>
    private const int ShutdownPhasesSeconds = 75;

    public static TheoryData<string> Overlays => [.. RenderedOverlay.Names];

    [ManifestTheory, MemberData(nameof(Overlays))]
    public async Task OnlyTheLnsHasACapabilityAndItIsOne(string overlay)
    {
        foreach (var (owner, container) in (await RenderedOverlay.Load(overlay)).Containers)
        {
            var security = container.SecurityContext.ShouldNotBeNull($"{owner}/{container.Name}");
            security.Privileged.ShouldNotBe(true);
            security.AllowPrivilegeEscalation.ShouldBe(false, $"{owner}/{container.Name}");
            security.Capabilities.Drop.ShouldBe(["ALL"], $"{owner}/{container.Name}");
            (security.Capabilities.Add ?? []).ShouldBe(owner == "lns" ? ["NET_ADMIN"] : [], $"{owner}/{container.Name}");
        }
    }

    [ManifestTheory, MemberData(nameof(Overlays))]
    public async Task WhoeverNeedsNoCapabilityIsNotRoot(string overlay)
    {
        foreach (var (owner, template) in (await RenderedOverlay.Load(overlay)).Templates.Where(pod => pod.Owner != "lns"))
            template.Spec.SecurityContext.RunAsNonRoot.ShouldBe(true, owner);
    }

    [ManifestTheory, MemberData(nameof(Overlays))]
    public async Task ADrainEndsBeforeTheGraceDoesAndBeforeTheNextOneBegins(string overlay)
    {
        var rendered = await RenderedOverlay.Load(overlay);
        var drain = (await NodeConfiguration.Lns(rendered)).Cluster!.DrainSeconds;
        var grace = rendered.Lns.Spec.Template.Spec.TerminationGracePeriodSeconds.ShouldNotBeNull();
        grace.ShouldBeGreaterThanOrEqualTo(drain + ShutdownPhasesSeconds);
        var scaling = rendered.Objects.OfType<V2HorizontalPodAutoscaler>().Single().Spec;
        scaling.Behavior.ScaleDown.Policies.ShouldHaveSingleItem().PeriodSeconds.ShouldBeGreaterThan((int)grace);
        scaling.Behavior.ScaleDown.Policies[0].Value.ShouldBe(1);
        rendered.Lns.Spec.Replicas.ShouldBeNull("each apply would undo what the autoscaler has done");
        (scaling.MinReplicas % 2).ShouldBe(1, "a majority of an even number is no better than that of one less");
    }

    [ManifestTheory, MemberData(nameof(Overlays))]
    public async Task AClusterCanFormFromNothing(string overlay)
    {
        var rendered = await RenderedOverlay.Load(overlay);
        foreach (var name in (string[])["lns", "lighthouse"])
        {
            var set = rendered.Objects.OfType<V1StatefulSet>().Single(s => s.Metadata.Name == name);
            set.Spec.PodManagementPolicy.ShouldBe("Parallel", name);
            var service = rendered.Objects.OfType<V1Service>().Single(s => s.Metadata.Name == set.Spec.ServiceName);
            service.Spec.PublishNotReadyAddresses.ShouldBe(true, name);
            service.Spec.ClusterIP.ShouldBe("None", name);
        }
    }

    [ManifestTheory, MemberData(nameof(Overlays))]
    public async Task SecretsAreReferencesAndNothingElse(string overlay)
    {
        var rendered = await RenderedOverlay.Load(overlay);
        rendered.Objects.OfType<V1Secret>().ShouldBeEmpty();
        foreach (var (owner, container) in rendered.Containers)
            (container.Env ?? []).Where(variable => variable.Value is not null
                    && variable.Name.Contains("PASSWORD", StringComparison.OrdinalIgnoreCase) && !variable.Name.EndsWith("_FILE", StringComparison.Ordinal))
                .ShouldBeEmpty(owner);
        // a secret of a configuration is written as …File; see docs/configuration.md
        foreach (var text in rendered.Objects.OfType<V1ConfigMap>().SelectMany(map => map.Data.Values))
            foreach (var key in (string[])["\"secret\"", "\"postgresql\"", "\"password\"", "\"pppPassword\""])
                text.ShouldNotContain(key);
    }

    [ManifestTheory, MemberData(nameof(Overlays))]
    public async Task WhateverSelectsSelectsSomething(string overlay)
    {
        var rendered = await RenderedOverlay.Load(overlay);
        var labels = rendered.Templates.Select(pod => pod.Template.Metadata.Labels).ToList();
        var selectors = rendered.Objects.OfType<V1Service>().Select(s => (s.Metadata.Name, s.Spec.Selector))
            .Concat(rendered.Objects.OfType<V1PodDisruptionBudget>().Select(b => (b.Metadata.Name, b.Spec.Selector.MatchLabels)))
            .Concat(rendered.Objects.OfType<V1NetworkPolicy>().Where(p => p.Spec.PodSelector.MatchLabels is not null)
                .Select(p => (p.Metadata.Name, p.Spec.PodSelector.MatchLabels)))
            .ToList();
        selectors.Count.ShouldBeGreaterThan(4);
        foreach (var (name, selector) in selectors)
            labels.ShouldContain(pod => selector.All(wanted => pod.ContainsKey(wanted.Key) && pod[wanted.Key] == wanted.Value), name);
        foreach (var mount in rendered.Templates.SelectMany(pod => pod.Template.Spec.Volumes).Where(volume => volume.ConfigMap is not null))
            rendered.Objects.OfType<V1ConfigMap>().ShouldContain(map => map.Metadata.Name == mount.ConfigMap.Name);
    }
}
