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
public sealed record Subscriber(Answer Answer, SiteSettings? Site, TimeSpan SetUp, int BitsPerSecond = 33600);
