using System.Text.Json;
using System.Text.RegularExpressions;
using Cli.Rendering;
using Node.Common.Operations.Rows;
using Nodes.Tests.Configuration;

namespace Nodes.Tests.Operations;

/// <summary>Field names of answers are stable: the command line, the documentation and the records name the same.</summary>
public sealed class FieldTests
{
    public static TheoryData<string, Type> Lists => new()
    {
        { "show-routes", typeof(RouteRow) },
        { "show-dial-out", typeof(DialOutRow) },
        { "show-destinations", typeof(DestinationRow) },
        { "show-tunnels", typeof(TunnelRow) },
        { "show-sessions", typeof(SessionRow) },
        { "show-lines", typeof(LineRow) },
        { "show-counters", typeof(CounterRow) },
        { "show-cluster", typeof(MemberRow) },
        { "trace", typeof(TraceRow) },
        { "health", typeof(HealthReport) },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public void EveryColumnIsAField(string operation, Type row)
    {
        foreach (var column in Views.All.Append(Views.Trace).Where(v => v.Operation == operation).SelectMany(v => v.Columns))
        {
            // in a cluster each row has a node
            if (column.Field != "node")
                Fields(row).ShouldContain(column.Field);
            if (column.And is { } second)
                Fields(row).ShouldContain(second);
        }
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void DocumentationNamesTheFieldsInOrder(string operation, Type row)
    {
        var page = File.ReadAllText(Repository.File("docs/operations.md"));
        var section = Regex.Match(page, $"^### {operation}\n(.*?)(?=^#|\\z)", RegexOptions.Singleline | RegexOptions.Multiline).Groups[1].Value;

        Regex.Matches(section, @"^\| `(\w+)` \|", RegexOptions.Multiline).Select(m => m.Groups[1].Value).ShouldBe(Fields(row));
    }

    private static List<string> Fields(Type row) => [.. row.GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name))];
}
