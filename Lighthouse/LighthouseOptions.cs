using Node.Common.Configuration;
using Node.Common.Configuration.Sections;

namespace Lighthouse;

/// <summary>The whole configuration of a Lighthouse.</summary>
public sealed record LighthouseOptions : ProgramOptions
{
    public const string EnvironmentPrefix = "BRAS_LIGHTHOUSE";

    [Setting("The cluster that is joined here. With formation `seeds` the first of the list forms it, so that all Lighthouses stand in it.")]
    public required MemberOptions Cluster { get; init; }

    [Setting("Listener for health probes. Default: none.")]
    public HttpOptions? Http { get; init; }
}
