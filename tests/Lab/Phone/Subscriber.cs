using Lab.Sites;

namespace Lab.Phone;

/// <summary>What happens when a number is dialled.</summary>
public enum Answer
{
    Connects,
    Busy,
    NoAnswer,
    NoCarrier,
    NoDialTone,
    Error,

    /// <summary>Carrier, and then not an octet of PPP.</summary>
    ConnectsSilently,
}

/// <param name="SetUp">From the last digit to the answer.</param>
/// <param name="BitsPerSecond">What CONNECT says.</param>
public sealed record Subscriber(Answer Answer, SiteSettings? Site, TimeSpan SetUp, int BitsPerSecond = 33600)
{
    /// <summary>Takes the call in place of a <see cref="Site"/>: a program on a terminal of its own.</summary>
    public string? Program { get; init; }

    internal bool HasFarEnd => Site is not null || Program is not null;

    internal IFarEnd? Open(Action<ReadOnlyMemory<byte>> toLine, Action ended, TimeProvider time, Random random) => this switch
    {
        { Program: { } program } => new ProgramSite(program, toLine, ended),
        { Site: { } site } => new RemoteSite(site, toLine, time, random),
        _ => null,
    };
}
