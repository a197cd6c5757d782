using System.Text.Json;

namespace Node.Common.Configuration.Binding;

/// <summary>Reads a secret from its key, or from the file that <c>…File</c> names. No message shows the text.</summary>
internal sealed class SecretReader(string baseDirectory, FaultList faults)
{
    /// <summary>A secret is a line; something much longer is the wrong file.</summary>
    private const int MaximumFileOctets = 4096;

    public Secret? Read(SettingModel setting, ConfigurationNode section, string at)
    {
        var inline = section.Find(setting.Key);
        var file = section.Find(setting.Key + "File");
        var name = section.Find(setting.Key + "Name") is { } given ? Text(given, at + "Name") : null;
        if (inline is not null && file is not null && inline.FromEnvironment == file.FromEnvironment)
            faults.Add(at, null, $"given twice: {setting.Key} and {setting.Key}File; keep one", inline.Origin);
        else if (inline is null && file is null && setting.IsRequired)
            faults.Add(at, null, $"missing: {setting.Setting.Meaning} (or {setting.Key}File)", section.Origin);

        // the environment wins over the file, whichever of the two keys each of them uses
        var text = file is not null && (inline is null || (file.FromEnvironment && !inline.FromEnvironment))
            ? FromFile(file, at + "File")
            : inline is null ? null : Text(inline, at);
        if (text is "")
            faults.Add(at, null, "is empty: an empty secret protects nothing", (inline ?? file)!.Origin);
        return text is not null ? new Secret(name ?? at, text) : null;
    }

    private string? Text(ConfigurationNode node, string at)
    {
        if (node.Kind == JsonValueKind.String)
            return node.Text;
        faults.Add(at, null, "must be text in quotes", node.Origin);
        return null;
    }

    private string? FromFile(ConfigurationNode node, string at)
    {
        if (Text(node, at) is not { } written)
            return null;
        if (written.Length == 0 || written.Any(char.IsControl))
        {
            faults.Add(at, node, "must be the name of a file");
            return null;
        }

        var path = Path.GetFullPath(written, baseDirectory);
        try
        {
            var info = new FileInfo(path);
            if (info.Exists && info.Length > MaximumFileOctets)
                faults.Add(at, node, $"is too long for a secret ({info.Length} octets)");
            else
                return File.ReadAllText(path).TrimEnd('\r', '\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add(at, node, $"cannot be read: {e.Message}");
        }

        return null;
    }
}
