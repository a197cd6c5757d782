using Protocols.Ppp.Control;

namespace Protocols.Tests.Ppp.Control;

/// <summary>docs/protocols/ppp.md says what the code does. To write the table anew: BRAS_WRITE_DOCS=1.</summary>
public class DocumentTests
{
    private const string Begin = "<!-- automaton: begin -->\n";
    private const string End = "<!-- automaton: end -->";

    [Fact]
    public void TheDocumentHoldsTheAutomatonAsItIs()
    {
        var path = Path.Combine(Root(), "docs", "protocols", "ppp.md");
        var text = File.ReadAllText(path);
        var from = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var to = text.IndexOf(End, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("BRAS_WRITE_DOCS") == "1")
            File.WriteAllText(path, text[..from] + Table() + text[to..]);
        else
            text[from..to].ShouldBe(Table());
    }

    private static string Table()
    {
        var states = Enum.GetValues<AutomatonState>();
        var lines = new List<string>
        {
            "| | " + string.Join(" | ", states.Select(state => $"{(int)state} {state}")) + " |",
            "|---|" + string.Concat(Enumerable.Repeat("---|", states.Length)),
        };
        foreach (var happening in Enum.GetValues<AutomatonEvent>())
            lines.Add($"| {Rfc1661Table.Name(happening)} | "
                + string.Join(" | ", states.Select(state => Rfc1661Table.Print(Automaton.Next(state, happening)))) + " |");
        return string.Concat(lines.Select(line => line + "\n"));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Cluster.sln")))
            folder = folder.Parent.ShouldNotBeNull();
        return folder.FullName;
    }
}
