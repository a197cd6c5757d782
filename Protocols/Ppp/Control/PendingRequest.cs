using System.Collections.Immutable;

namespace Protocols.Ppp.Control;

/// <summary>A Configure-Request on its way.</summary>
public readonly record struct PendingRequest(byte Identifier, ReadOnlyMemory<byte> Options)
{
    /// <summary>A Configure-Reject holds a part of what we asked, unchanged and in our order (RFC 1661 §5.4).</summary>
    public bool Contains(ImmutableArray<ConfigurationOption> refused)
    {
        if (refused.IsEmpty || !OptionList.TryParse(Options.Span, out var asked))
            return false;
        var next = 0;
        foreach (var option in asked)
            if (next < refused.Length && refused[next].Type == option.Type
                && refused[next].Data.Span.SequenceEqual(option.Data.Span))
                next++;
        return next == refused.Length;
    }
}
