using System.Net;
using Lab.Topology;

namespace Lab.Foreign;

/// <summary>
/// A PostgreSQL of its own: own data directory, own user, gone with the lab. It commits to disk as an operator's would. It is reached at an
/// address of its namespace, or, without one, by a socket in its directory. Root.
/// </summary>
public sealed class PostgreSql : IAsyncDisposable
{
    public const string User = "bras";
    public const string Database = "bras";

    /// <summary>PostgreSQL refuses to run as root; Debian's package makes this user.</summary>
    private const string SystemUser = "postgres";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly NetworkNamespace? host;
    private readonly IPAddress? address;
    private readonly string directory;
    private LabDaemon? server;

    private PostgreSql(NetworkNamespace? host, IPAddress? address, string directory) => (this.host, this.address, this.directory) = (host, address, directory);

    /// <summary>Where Debian has the newest one's programs; null: none is installed.</summary>
    public static string? Folder { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))
            .Where(folder => File.Exists(Path.Combine(folder, "initdb"))).Order().LastOrDefault()
        : null;

    public string ConnectionString => ConnectionStringOf(Database);

    private string Where => address?.ToString() ?? directory;

    private string Data => Path.Combine(directory, "data");

    private static string[] AsUser => [$"--reuid={SystemUser}", $"--regid={SystemUser}", "--clear-groups"];

    public string ConnectionStringOf(string database) => $"Host={Where};Database={database};Username={User};Timeout=5;Command Timeout=10;Maximum Pool Size=20";

    /// <summary>An empty database that takes connections.</summary>
    public static Task<PostgreSql> Create(NetworkNamespace host, IPAddress address, string directory) => Create(new PostgreSql(host, address, directory));

    /// <param name="directory">Shorter than 80 characters: a socket's path may have 107.</param>
    public static Task<PostgreSql> CreateOnSocket(string directory) => Create(new PostgreSql(null, null, directory));

    public async Task Add(string database)
    {
        IReadOnlyList<string> line = [.. host?.Within ?? [], "psql", "--host", Where, "--username", User, "--dbname", "postgres", "--command", $"create database {database}"];
        await Command.Run(line[0], [.. line.Skip(1)]);
    }

    /// <returns>Once it takes connections.</returns>
    public async Task Start()
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server = LabDaemon.Start(host, Path.Combine(directory, "log"),
            ["setpriv", .. AsUser, Path.Combine(Folder!, "postgres"), "-D", Data, "-c", $"listen_addresses={address}", "-c", $"unix_socket_directories={directory}", "-c", "max_connections=200"]);
        server.Printed += line =>
        {
            if (line.Contains("ready to accept connections", StringComparison.Ordinal)) ready.TrySetResult();
        };
        if (server.Output.Contains("ready to accept connections", StringComparison.Ordinal)) return;
        if (await Task.WhenAny(ready.Task, server.WhenExited()).WaitAsync(Patience) != ready.Task)
            throw new InvalidOperationException($"postgresql: {server.Output}");
    }

    /// <summary>Gone at once, as if its machine had lost power; what was committed is there at the next start.</summary>
    public async Task Stop()
    {
        if (server is null) return;
        await server.Quit();
        await server.DisposeAsync();
        server = null;
    }

    public async ValueTask DisposeAsync() => await Stop();

    private static async Task<PostgreSql> Create(PostgreSql made)
    {
        var folder = Folder ?? throw new InvalidOperationException("postgresql is not installed");
        Directory.CreateDirectory(made.directory);
        await Command.Run("chown", SystemUser, made.directory);
        await Command.Run("setpriv", [.. AsUser, Path.Combine(folder, "initdb"), "--pgdata", made.Data, "--username", User, "--auth", "trust", "--no-sync", "--encoding", "UTF8", "--locale", "C"]);
        // nobody else is in the namespace
        await File.AppendAllTextAsync(Path.Combine(made.Data, "pg_hba.conf"), "host all all 198.18.0.0/15 trust\n");
        await made.Start();
        await made.Add(Database);
        return made;
    }
}
