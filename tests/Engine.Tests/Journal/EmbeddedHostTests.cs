using Engine.Tests.Ledger;
using Engine.Tests.Support;
using Google.Protobuf;
using Shared.Messages.Entities;

namespace Engine.Tests.Journal;

/// <summary>Common ground of the tests that look at one embedded engine and its files.</summary>
public abstract class EmbeddedHostTests : IAsyncLifetime
{
    protected static readonly EntityId Alice = LedgerKind.Id("alice");
    protected static readonly EntityId Bob = LedgerKind.Id("bob");

    protected EmbeddedHost Host { get; } = new();

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Host.DisposeAsync();

    protected async Task<Balance> Ask(EntityId to, IMessage command) =>
        (Balance)await Host.Host.Ask(to, command, TimeSpan.FromSeconds(5));

    protected async Task Crash()
    {
        await Host.Settle();
        await Host.CrashAsync();
    }
}
