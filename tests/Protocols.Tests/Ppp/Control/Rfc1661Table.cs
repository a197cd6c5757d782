using Protocols.Ppp.Control;

namespace Protocols.Tests.Ppp.Control;

/// <summary>The table of RFC 1661 §4.1 as it is printed there, both halves, and a reader for it.</summary>
internal static class Rfc1661Table
{
    private const string States0To5 = """
         Up   |    2     irc,scr/6     -         -         -         -
         Down |    -         -         0       tls/1       0         1
         Open |  tls/1       1     irc,scr/6     3r        5r        5r
         Close|    0       tlf/0       2         2         4         4
          TO+ |    -         -         -         -       str/4     str/5
          TO- |    -         -         -         -       tlf/2     tlf/3
         RCR+ |    -         -       sta/2 irc,scr,sca/8   4         5
         RCR- |    -         -       sta/2 irc,scr,scn/6   4         5
         RCA  |    -         -       sta/2     sta/3       4         5
         RCN  |    -         -       sta/2     sta/3       4         5
         RTR  |    -         -       sta/2     sta/3     sta/4     sta/5
         RTA  |    -         -         2         3       tlf/2     tlf/3
         RUC  |    -         -       scj/2     scj/3     scj/4     scj/5
         RXJ+ |    -         -         2         3         4         5
         RXJ- |    -         -       tlf/2     tlf/3     tlf/2     tlf/3
         RXR  |    -         -         2         3         4         5
        """;

    private const string States6To9 = """
         Up   |    -         -         -           -
         Down |    1         1         1         tld/1
         Open |    6         7         8           9r
         Close|irc,str/4 irc,str/4 irc,str/4 tld,irc,str/4
          TO+ |  scr/6     scr/6     scr/8         -
          TO- | tlf/3p    tlf/3p    tlf/3p         -
         RCR+ |  sca/8   sca,tlu/9   sca/8   tld,scr,sca/8
         RCR- |  scn/6     scn/7     scn/6   tld,scr,scn/6
         RCA  |  irc/7     scr/6x  irc,tlu/9   tld,scr/6x
         RCN  |irc,scr/6   scr/6x  irc,scr/8   tld,scr/6x
         RTR  |  sta/6     sta/6     sta/6   tld,zrc,sta/5
         RTA  |    6         6         8       tld,scr/6
         RUC  |  scj/6     scj/7     scj/8     scj/9
         RXJ+ |    6         6         8         9
         RXJ- |  tlf/3     tlf/3     tlf/3   tld,irc,str/5
         RXR  |    6         7         8       ser/9
        """;

    private static readonly string[] EventNames =
        ["Up", "Down", "Open", "Close", "TO+", "TO-", "RCR+", "RCR-", "RCA", "RCN", "RTR", "RTA", "RUC", "RXJ+", "RXJ-", "RXR"];

    public static string Name(AutomatonEvent happening) => EventNames[(int)happening];

    public static string Cell(AutomatonState state, AutomatonEvent happening)
    {
        var half = state < AutomatonState.ReqSent ? States0To5 : States6To9;
        var column = state < AutomatonState.ReqSent ? (int)state : state - AutomatonState.ReqSent;
        var row = half.Split('\n').Single(line => line.Split('|')[0].Trim() == Name(happening));
        return row.Split('|')[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[column];
    }

    /// <summary>Writes a transition the way the RFC does; options ("r", "p", "x") are not part of it.</summary>
    public static string Print(Transition transition)
    {
        if (transition.IsImpossible)
            return "-";
        var actions = Enum.GetValues<AutomatonActions>()
            .Where(action => action != AutomatonActions.None && transition.Has(action))
            .Select(action => action.ToString().ToLowerInvariant())
            .ToArray();
        var state = ((int)transition.State).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return actions.Length == 0 ? state : $"{string.Join(',', actions)}/{state}";
    }
}
