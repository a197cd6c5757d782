using Engine;
using Engine.Journal;
using Lns.Node.Composition;
using Lns.Node.Configuration;
using Microsoft.Data.Sqlite;
using Node.Common;
using Nodes.Tests.Configuration;
using Nodes.Tests.Operations;
using Shared.Messages.Entities;

namespace Nodes.Tests.Journal;

/// <summary><c>bras journal</c> as an operator meets it, on an LNS's journal with three calls.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class JournalCommandTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly LnsOptions options;
    private readonly string config;

    public JournalCommandTests()
    {
        config = directory.File("lns.json");
        File.WriteAllText(config, Samples.With(Samples.Lns, "dataDirectory", $"\"{directory.Path}\""));
        options = Samples.ReadLns(File.ReadAllText(config)).Value!;
        OldJournalTests.Put("lns", directory.Path, options.EffectiveKeyFile);
    }

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task AWholeJournalIsSaidToBe()
    {
        (await Run("check")).ShouldBe((0, $"{JournalPath}: 50 records of 5 entities, 1 epochs\nwhole\n", ""));
        (await Run("repair")).Output.ShouldEndWith("whole: nothing was changed\n");
    }

    [Fact]
    public async Task ADamagedOneIsNamedRepairedAndStartsAgain()
    {
        Damage("kind = 'tunnel' AND sequence = 20");
        (await Should.ThrowAsync<CorruptRecordException>(Start)).Message.ShouldContain("record 20 of stream tunnel:127.206.12.1:1701/19172 is damaged");

        var (status, found, _) = await Run("check");
        status.ShouldBe(1);
        found.ShouldContain("tunnel:127.206.12.1:1701/19172: record 20 at position ");
        found.ShouldContain("is damaged; 19 records before it are good");
        found.ShouldContain("a repair takes out: record 20 at position ");
        found.ShouldContain(": CallNetworkUp");

        var (repaired, lost, _) = await Run("repair");
        repaired.ShouldBe(0);
        lost.ShouldContain("lost: record 39 at position ");
        lost.ShouldContain($"repaired; the damaged journal is {JournalPath}.damaged-");
        (await Run("check")).Status.ShouldBe(0);
        await Start();
    }

    [Fact]
    public async Task WhatCannotBeReadAtAllIsNotTouched()
    {
        File.WriteAllText(JournalPath, new string('x', 10_000));
        var (status, _, errors) = await Run("repair");
        status.ShouldBe(1);
        errors.ShouldContain("nothing was changed");
        File.ReadAllText(JournalPath).ShouldBe(new string('x', 10_000));
    }

    [Theory]
    [InlineData("journal")]
    [InlineData("journal", "mend", "--config", "x")]
    public async Task OtherWordsAreAnsweredByTheUsage(params string[] words)
    {
        using var errors = new StringWriter();
        (await JournalCommand.RunAsync<LnsOptions>(words, LnsOptions.EnvironmentPrefix, TimeProvider.System, TextWriter.Null, errors)).ShouldBe(64);
        errors.ToString().ShouldContain("usage: bras journal check|repair --config FILE");
    }

    private string JournalPath => Path.Combine(options.DataDirectory, DataDirectory.JournalFileName);

    private async Task<(int Status, string Output, string Errors)> Run(string what)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var status = await JournalCommand.RunAsync<LnsOptions>(["journal", what, "--config", config], LnsOptions.EnvironmentPrefix, TimeProvider.System,
            output, errors);
        return (status, output.ToString(), errors.ToString());
    }

    private async Task Start()
    {
        await using var engine = new EntityEngine(LnsEngine.Settings(options), LnsEngine.Kinds(options), new NoHands(), TimeProvider.System, () => new Random(1));
        await engine.StartAsync();
    }

    private void Damage(string where)
    {
        using var connection = new SqliteConnection($"Data Source={JournalPath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"UPDATE record SET payload = zeroblob(length(payload)) WHERE position = (SELECT position FROM record JOIN stream ON stream = number WHERE {where})";
        command.ExecuteNonQuery().ShouldBe(1);
    }

    private sealed class NoHands : IEffectPerformer
    {
        public void Perform(EntityId self, Effect effect)
        {
            // nothing leaves this process
        }
    }
}
