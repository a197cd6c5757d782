using System.Globalization;
using System.Text;

namespace Lab.Topology;

/// <summary>A topology as a picture of text.</summary>
public static class TopologyDrawing
{
    private const int Width = 26;

    public static string Draw(TopologySettings settings, IEnumerable<LabHost> hosts)
    {
        var all = hosts.ToList();
        var left = all.Where(host => host.Role == HostRole.Lns).ToList();
        var right = all.Except(left).ToList();
        var rows = Math.Max(left.Count, right.Count);
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"  VIP {settings.Vip} on every LNS node, announced by BGP with BFD; for the home side {string.Join(", ", settings.Prefixes)}");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"  {"LNS nodes",-Width}  ┌──────────┐  others");
        for (var row = 0; row < rows; row++)
        {
            var middle = row == rows / 2 ? "  router  " : new string(' ', 10);
            text.AppendLine($"  {Left(left, row)}{middle}{Right(right, row)}");
        }
        text.AppendLine(CultureInfo.InvariantCulture, $"  {"",-Width}  └──────────┘");
        return text.ToString();
    }

    private static string Left(IReadOnlyList<LabHost> nodes, int row) => row < nodes.Count
        ? string.Create(CultureInfo.InvariantCulture, $"{$"{nodes[row].Name,-7} {nodes[row].Address,-13} VIP ",-Width}══╡")
        : new string(' ', Width + 2) + "│";

    private static string Right(IReadOnlyList<LabHost> others, int row) => row < others.Count
        ? string.Create(CultureInfo.InvariantCulture, $"├── {others[row].Name,-11} {others[row].Address}")
        : "│";
}
