namespace Node.Common.Operations;

/// <summary>States as operations write them: WaitCtlReply becomes wait-ctl-reply.</summary>
public static class Kebab
{
    public static string Of(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
