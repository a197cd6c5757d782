using System.Text.Encodings.Web;
using System.Text.Json;

namespace Cli.Wire;

internal static class JsonText
{
    public static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
