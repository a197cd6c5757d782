using System.Collections.Immutable;

namespace Protocols.Ppp.Control;

/// <summary>The options of a Configure packet, read and written (RFC 1661 §6).</summary>
public static class OptionList
{
    //  +--------+--------+--------
    //  |  Type  | Length | Data ...      Length counts itself and Type
    //  +--------+--------+--------
    /// <returns>false where an option's length is below 2 or runs past the packet's end.</returns>
    public static bool TryParse(ReadOnlySpan<byte> data, out ImmutableArray<ConfigurationOption> options)
    {
        options = [];
        var found = ImmutableArray.CreateBuilder<ConfigurationOption>();
        while (!data.IsEmpty)
        {
            if (data.Length < ConfigurationOption.HeaderLength)
                return false;
            var length = data[1];
            if (length < ConfigurationOption.HeaderLength || length > data.Length)
                return false;
            found.Add(new ConfigurationOption(data[0], data[ConfigurationOption.HeaderLength..length].ToArray()));
            data = data[length..];
        }
        options = found.ToImmutable();
        return true;
    }

    public static byte[] Write(ImmutableArray<ConfigurationOption> options)
    {
        var length = 0;
        foreach (var option in options)
            length += ConfigurationOption.HeaderLength + option.Data.Length;

        var data = new byte[length];
        var rest = data.AsSpan();
        foreach (var option in options)
        {
            rest[0] = option.Type;
            rest[1] = checked((byte)(ConfigurationOption.HeaderLength + option.Data.Length));
            option.Data.Span.CopyTo(rest[ConfigurationOption.HeaderLength..]);
            rest = rest[rest[1]..];
        }
        return data;
    }
}
