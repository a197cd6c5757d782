using System.Text;
using System.Text.RegularExpressions;
using Protocols.L2tp;

namespace Protocols.Tests.L2tp.Docs;

/// <summary>The tables of docs/protocols/l2tp.md as the code has them.</summary>
internal static partial class L2tpPage
{
    public static readonly IReadOnlyDictionary<string, Func<string>> Blocks = new Dictionary<string, Func<string>>
    {
        ["messages"] = Messages,
        ["avps"] = Avps,
        ["results"] = Results,
        ["control-connection"] = () =>
            StateTable<ControlConnectionState, ControlConnectionEvent, ControlConnectionActions>(ControlConnectionTable.Next),
        ["outgoing-call-lns"] = () =>
            StateTable<OutgoingCallLnsState, OutgoingCallLnsEvent, OutgoingCallLnsActions>(OutgoingCallLnsTable.Next),
        ["outgoing-call-lac"] = () =>
            StateTable<OutgoingCallLacState, OutgoingCallLacEvent, OutgoingCallLacActions>(OutgoingCallLacTable.Next),
        ["incoming-call-lns"] = () =>
            StateTable<IncomingCallLnsState, IncomingCallLnsEvent, IncomingCallLnsActions>(IncomingCallLnsTable.Next),
    };

    /// <summary>The page with every block as it should be.</summary>
    public static string Renew(string page) => Block().Replace(page, block =>
        $"{block.Groups["start"].Value}\n{Blocks[block.Groups["name"].Value]()}{block.Groups["end"].Value}");

    public static IEnumerable<string> BlockNames(string page) => Block().Matches(page).Select(block => block.Groups["name"].Value);

    [GeneratedRegex("(?<start><!-- generated: (?<name>[a-z-]+) -->)\n.*?(?<end><!-- end -->)", RegexOptions.Singleline)]
    private static partial Regex Block();

    private static string Messages() => Table(
        "type | name | sender | M | in error ends | must hold | may hold | defined in",
        MessageCatalogue.All.Select(message => $"{(int)message.Type} | {message.Name}, {message.FullName} "
            + $"| {message.Sender} | {Bit(message.Mandatory)} | {message.Scope} "
            + $"| {Numbers(message.Required)} | {Numbers(message.Optional)} | {message.Section}"));

    private static string Avps() => Table(
        "type | name | M | H | length | must be in | may be in | defined in",
        AvpCatalogue.All.Select(avp => $"{(int)avp.Type} | {avp.Name} "
            + $"| {Bit(avp.Mandatory)} | {(avp.MayBeHidden ? "may be 1" : "0")} | {avp.Length} "
            + $"| {Names(avp.RequiredIn)} | {Names(avp.OptionalIn)}{(avp.MayRepeat ? ", repeatedly" : "")} | {avp.Section}"));

    private static string Results() => Table("code | StopCCN | CDN | error code", Enumerable.Range(0, 13).Select(code =>
        $"{code} | {Text<StopCcnResult>(code, result => result.Text())} | {Text<CdnResult>(code, result => result.Text())} "
        + $"| {Text<GeneralError>(code, error => error.Text())}"));

    private static string StateTable<TState, TEvent, TActions>(Func<TState, TEvent, Transition<TState, TActions>> table)
        where TState : struct, Enum
        where TEvent : struct, Enum
        where TActions : struct, Enum
    {
        // Events that a state treats alike share a row.
        var rows = Enum.GetValues<TState>().SelectMany(state => Enum.GetValues<TEvent>()
            .GroupBy(@event => table(state, @event))
            .Select(row => $"{Words(state)} | {string.Join(", ", row.Select(Words))} | {Words(row.Key.Actions)} | {Words(row.Key.Next)}"));
        return Table("state | event | actions | next", rows);
    }

    private static string Table(string head, IEnumerable<string> rows)
    {
        var text = new StringBuilder();
        text.Append($"| {head} |\n|{string.Concat(Enumerable.Repeat("---|", head.Split('|').Length))}\n");
        foreach (var row in rows)
            text.Append($"| {row} |\n");
        return text.ToString();
    }

    private static string Bit(bool set) => set ? "1" : "0";

    private static string Numbers(IEnumerable<AvpDefinition> avps) => string.Join(", ", avps.Select(avp => (int)avp.Type));

    private static string Names(IReadOnlyCollection<MessageType> messages) => messages.Count switch
    {
        0 => "–",
        var count when count == MessageCatalogue.All.Length => "all",
        _ => string.Join(", ", messages.Select(type => MessageCatalogue.Of(type).Name)),
    };

    private static string Text<TCode>(int code, Func<TCode, string> text) where TCode : struct, Enum =>
        Enum.IsDefined(typeof(TCode), (ushort)code) ? text((TCode)Enum.ToObject(typeof(TCode), code)) : "–";

    /// <summary>"WaitCtlReply" as the RFC's "wait-ctl-reply"; flags are listed.</summary>
    private static string Words<TEnum>(TEnum value) where TEnum : struct, Enum =>
        value.ToString() == "None" ? "–" : Capital().Replace(value.ToString(), "-").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex Capital();
}
