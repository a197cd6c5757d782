using System.Globalization;
using Lab.Foreign;

namespace Engine.Akka.Tests.Support;

/// <summary>One server for the tests of a class, made by the first that wants it; each has a database of its own.</summary>
public sealed class SharedPostgreSql : IAsyncLifetime
{
    private readonly string directory = Path.Combine(Path.GetTempPath(), $"bras-pg-{Guid.NewGuid():n}");
    private PostgreSql? server;
    private int databases;

    public async Task<PostgreSql> Server() => server ??= await PostgreSql.CreateOnSocket(directory);

    /// <returns>The connection string of an empty database.</returns>
    public async Task<string> Database()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test{++databases}");
        await (await Server()).Add(name);
        return server!.ConnectionStringOf(name);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (server is null) return;
        await server.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }
}
