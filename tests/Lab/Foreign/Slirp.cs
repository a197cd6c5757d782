using System.Runtime.Versioning;

namespace Lab.Foreign;

/// <param name="HostName">What it calls itself: its own option for that does not work, so it gets a host name of its own.</param>
/// <param name="Password">Proves <paramref name="HostName"/>.</param>
/// <param name="CallerName">Who calls; only with <paramref name="DemandsChap"/> must he prove it.</param>
/// <param name="DemandsChap">Authenticate the caller by CHAP.</param>
public sealed record SlirpSettings(string HostName, string Password, string CallerName, string CallerPassword, bool DemandsChap = true);

/// <summary>
/// slirp-fullbolt as the remote site: PPP on its standard input and output, and a host 10.0.2.2 that answers ping. It says nothing until it
/// has received LCP.
/// </summary>
[SupportedOSPlatform("linux")]
public static class Slirp
{
    /// <summary>Its own, and it takes no other.</summary>
    public const string Address = "10.0.2.2";

    /// <summary>Writes a script that becomes slirp on the terminal it is started on. Root: it takes a host name space of its own.</summary>
    /// <param name="directory">Becomes slirp's home, with its secrets.</param>
    public static string WriteScript(string directory, SlirpSettings settings)
    {
        Directory.CreateDirectory(directory);
        // one file for both roles: who, at whom, secret; a * in a column of addresses is not understood
        var secrets = $"{settings.HostName} * {settings.Password}\n{settings.CallerName} * {settings.CallerPassword}\n";
        foreach (var name in (string[])[".chap-secrets", ".pap-secrets"])
        {
            File.WriteAllText(Path.Combine(directory, name), secrets);
            File.SetUnixFileMode(Path.Combine(directory, name), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        var script = Path.Combine(directory, "slirp.sh");
        var program = ForeignProgram.Find("slirp-fullbolt") ?? throw new FileNotFoundException("slirp-fullbolt is not installed");
        var chap = settings.DemandsChap ? "+chap" : "";
        File.WriteAllText(script, $"""
            #!/bin/sh
            export HOME='{directory}'
            exec unshare -u sh -c "hostname {settings.HostName}; exec {program} -P {chap} 'remotename {settings.CallerName}' 2>>'{directory}/slirp.err'"

            """);
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return script;
    }
}
