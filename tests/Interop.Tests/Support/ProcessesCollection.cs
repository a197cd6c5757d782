namespace Interop.Tests.Support;

/// <summary>Classes that start processes run one after the other: on two cores their times stay sane.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessesCollection
{
    public const string Name = "processes";
}
