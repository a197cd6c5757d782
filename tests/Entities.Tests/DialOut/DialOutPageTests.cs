using System.Text;
using Entities.Destinations;
using Entities.DialOut;
using Entities.DialOut.Sessions;
using Shared.Messages;

namespace Entities.Tests.DialOut;

/// <summary>The operator's page says what the code does: its tables are compared with the code's.</summary>
public class DialOutPageTests
{
    [Fact]
    public void TheStateTableIsTheCodes() => Block("states").ShouldBe(StateTable());

    [Fact]
    public void TheDefaultsAreTheCodes() => Block("defaults").ShouldBe(Defaults());

    private static string StateTable()
    {
        var states = Enum.GetValues<DialOutState>();
        var page = new StringBuilder("| event | ").AppendJoin(" | ", states.Select(Name)).Append(" |\n|---");
        foreach (var _ in states)
            page.Append("|---");
        page.Append("|\n");
        foreach (var happened in Enum.GetValues<DialOutEvent>())
            page.Append($"| {Words(happened.ToString())} | ").AppendJoin(" | ", states.Select(state => Cell(state, happened))).Append(" |\n");
        return page.ToString();
    }

    private static string Cell(DialOutState state, DialOutEvent happened)
    {
        var (action, next) = DialOutTable.Of(state, happened);
        if (action == DialOutAction.Ignore)
            return "–";
        var words = action == DialOutAction.Enter ? "" : Words(action.ToString());
        return next == state && words.Length > 0 ? words : $"{words} → {Name(next)}".Trim();
    }

    private static string Defaults()
    {
        var (session, lac) = (DialOutSettings.Default, DestinationSettings.Default);
        return $"""
            | setting | default |
            |---|---|
            | connecting timer T | {session.ConnectingTimer.TotalSeconds:0} s |
            | dormant timer D | {session.DormantTimer.TotalSeconds:0} s |
            | buffered triggers of a session | {session.BufferedTriggers} |
            | ringing attempts of a session | {session.RingingAttempts} |
            | a free place and a pending session | {Words(session.Pending.ToString())} |
            | after a destination that failed | {Words(session.Levels.ToString())} levels |
            | order inside a level | {Words(session.Order.ToString())} |
            | lockout of a destination | {lac.Lockout.TotalSeconds:0} s |
            | test before a lockout ends | {(lac.LockoutTest ? "yes" : "no")} |
            | sessions of a tunnel | {lac.SessionsPerTunnel} |
            | sessions of a destination | {(lac.MaximumSessions == 0 ? "no limit" : lac.MaximumSessions)} |
            | rest of a tunnel id | {lac.IdRest.TotalSeconds:0} s |

            """.ReplaceLineEndings("\n");
    }

    private static string Name(DialOutState state) => state == DialOutState.None ? "none" : Camel(state.ToString());

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string Words(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : " ") + char.ToLowerInvariant(c) : c.ToString()));

    /// <summary>What stands between the comments <c>begin NAME</c> and <c>end NAME</c>.</summary>
    private static string Block(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Cluster.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("the repository's root");
        var page = File.ReadAllText(Path.Combine(folder.FullName, "docs", "dial-out.md"));
        var (begin, end) = ($"<!-- begin {name} -->\n", $"<!-- end {name} -->");
        var start = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        return page[start..page.IndexOf(end, StringComparison.Ordinal)];
    }
}
