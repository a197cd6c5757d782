namespace Cli.Rendering;

/// <summary>What a state's name means to an operator: well, under way, or trouble.</summary>
internal static class StateColours
{
    private static readonly Dictionary<string, string> Colours = new()
    {
        ["in-service"] = "green", ["established"] = "green", ["usable"] = "green", ["enabled"] = "green", ["connected"] = "green",
        ["in-data"] = "green", ["open"] = "green", ["network"] = "green", ["healthy"] = "green", ["free"] = "green",
        ["failed"] = "red", ["inhibited"] = "red", ["down"] = "red", ["locked-out"] = "red", ["faulty"] = "red", ["disabled"] = "red",
        ["unhealthy"] = "red",
        ["dormant"] = "grey", ["closed"] = "grey", ["idle"] = "grey",
    };

    public static string Of(string state) => Colours.GetValueOrDefault(state, "yellow");
}
