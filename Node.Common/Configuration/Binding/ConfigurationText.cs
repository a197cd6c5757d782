using System.Text;
using System.Text.Json;

namespace Node.Common.Configuration.Binding;

/// <summary>JSON text (comments and trailing commas allowed) to a tree of nodes that know their lines.</summary>
internal static class ConfigurationText
{
    /// <summary>Our files nest six deep; far more is a mistake, and recursion needs a bound.</summary>
    private const int MaximumDepth = 32;

    /// <returns>The root, or null when the text is no JSON object: then a fault says where.</returns>
    public static ConfigurationNode? Parse(string text, Func<int, string> origin, bool fromEnvironment, FaultList faults)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions
            {
                CommentHandling = JsonCommentHandling.Skip,
                AllowTrailingCommas = true,
                MaxDepth = MaximumDepth,
            });
            reader.Read();
            var root = new Walker(utf8, origin, fromEnvironment).Value(ref reader);
            while (reader.Read())
            {
                // reading on makes the reader refuse anything but comments after the value
            }

            return root;
        }
        catch (JsonException e)
        {
            faults.Add("", null, $"not JSON: {FirstSentence(e.Message)}", origin((int)(e.LineNumber ?? 0) + 1));
            return null;
        }
        catch (InvalidOperationException e) 
        {
            // what GetString says about half a surrogate pair
            faults.Add("", null, $"not JSON: {e.Message}", origin(1));
            return null;
        }
    }

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    private sealed class Walker(byte[] utf8, Func<int, string> origin, bool fromEnvironment)
    {
        private int countedTo;
        private int line = 1;

        public ConfigurationNode Value(ref Utf8JsonReader reader)
        {
            var node = new ConfigurationNode(KindOf(reader.TokenType), TextOf(ref reader), origin(LineAt(reader.TokenStartIndex)), fromEnvironment);
            if (reader.TokenType == JsonTokenType.StartObject)
                Members(ref reader, node);
            else if (reader.TokenType == JsonTokenType.StartArray)
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    node.Items.Add(Value(ref reader));
            return node;
        }

        private void Members(ref Utf8JsonReader reader, ConfigurationNode node)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var key = reader.GetString()!;
                reader.Read();
                node.Members.Add(new(key, Value(ref reader)));
            }
        }

        private static JsonValueKind KindOf(JsonTokenType token) => token switch
        {
            JsonTokenType.StartObject => JsonValueKind.Object,
            JsonTokenType.StartArray => JsonValueKind.Array,
            JsonTokenType.String => JsonValueKind.String,
            JsonTokenType.Number => JsonValueKind.Number,
            JsonTokenType.True => JsonValueKind.True,
            JsonTokenType.False => JsonValueKind.False,
            _ => JsonValueKind.Null,
        };

        private static string TextOf(ref Utf8JsonReader reader) => reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString()!,
            JsonTokenType.StartObject or JsonTokenType.StartArray => "",
            _ => Encoding.UTF8.GetString(reader.ValueSpan),
        };

        private int LineAt(long position)
        {
            for (; countedTo < position; countedTo++)
                if (utf8[countedTo] == '\n')
                    line++;
            return line;
        }
    }
}
