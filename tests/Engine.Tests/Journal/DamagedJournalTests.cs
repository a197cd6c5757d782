using Engine.Journal;
using Engine.Sealing;
using Engine.Tests.Ledger;
using Engine.Tests.Support;

namespace Engine.Tests.Journal;

public sealed class DamagedJournalTests : EmbeddedHostTests
{
    public override async Task InitializeAsync()
    {
        await Host.StartAsync();
        for (var i = 1; i <= 5; i++)
        {
            await Ask(Alice, new Deposit { Amount = i });
            await Ask(Bob, new Deposit { Amount = i });
        }
        await Crash();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(20)]
    [InlineData(33)]
    public async Task AnAlteredRecordIsFoundAndNamed(int offset)
    {
        Database.Alter(Host.JournalPath, "bob", 3, offset);
        var exception = await Should.ThrowAsync<CorruptRecordException>(Host.StartAsync());
        (exception.Stream, exception.Sequence).ShouldBe((Bob, 3));
        exception.Message.ShouldContain("record 3 of stream ledger:bob is damaged");
        exception.Message.ShouldContain(Host.JournalPath);
        Host.Performer.AllTexts().ShouldNotContain(text => text.StartsWith("resumed"));
    }

    [Fact]
    public async Task ALostRecordIsFoundAndNamed()
    {
        Database.Execute(Host.JournalPath, "DELETE FROM record WHERE sequence = 2 AND stream = (SELECT number FROM stream WHERE key = 'alice')");
        var exception = await Should.ThrowAsync<CorruptRecordException>(Host.StartAsync());
        (exception.Stream, exception.Sequence).ShouldBe((Alice, 2));
        exception.Message.ShouldContain("is missing");
    }

    [Fact]
    public async Task TwoRecordsThatChangedPlacesAreFound()
    {
        Database.Execute(Host.JournalPath, """
            UPDATE record SET payload = (SELECT other.payload FROM record other WHERE other.stream = record.stream AND other.sequence = 5 - record.sequence)
              WHERE sequence IN (2, 3)
            """);
        await Should.ThrowAsync<CorruptRecordException>(Host.StartAsync());
    }

    [Fact]
    public async Task ALostStreamRowIsFound()
    {
        Database.Execute(Host.JournalPath, "DELETE FROM stream WHERE key = 'alice'");
        (await Should.ThrowAsync<JournalUnavailableException>(Host.StartAsync())).Message.ShouldContain("which is missing");
    }

    [Fact]
    public async Task ARenamedStreamIsFound()
    {
        Database.Execute(Host.JournalPath, "UPDATE stream SET key = 'mallory' WHERE key = 'alice'");
        (await Should.ThrowAsync<CorruptRecordException>(Host.StartAsync())).Stream.ShouldBe(LedgerKind.Id("mallory"));
    }

    [Fact]
    public async Task AStreamOfAnUnknownKindStopsTheStart()
    {
        Database.Execute(Host.JournalPath, "UPDATE stream SET kind = 'future' WHERE key = 'alice'");
        (await Should.ThrowAsync<JournalUnavailableException>(Host.StartAsync())).Message
            .ShouldContain("stream future:alice is of a kind that this program doesn't host");
    }

    [Fact]
    public async Task ATruncatedFileIsReported()
    {
        var length = new FileInfo(Host.JournalPath).Length;
        using (var file = new FileStream(Host.JournalPath, FileMode.Open))
            file.SetLength(length - length / 4096 / 2 * 4096);
        (await Should.ThrowAsync<JournalUnavailableException>(Host.StartAsync())).Message.ShouldContain("damaged");
    }

    [Fact]
    public async Task AFileThatIsNoDatabaseIsRefusedAndLeftAlone()
    {
        File.WriteAllText(Host.JournalPath, new string('x', 10_000));
        (await Should.ThrowAsync<JournalUnavailableException>(Host.StartAsync())).Message.ShouldContain("is no journal");
        File.ReadAllText(Host.JournalPath).ShouldBe(new string('x', 10_000));
    }

    [Fact]
    public async Task AnotherProgramsDatabaseIsRefused()
    {
        File.Delete(Host.JournalPath);
        Database.Execute(Host.JournalPath, "CREATE TABLE theirs (a)");
        var theirs = File.ReadAllBytes(Host.JournalPath);
        (await Should.ThrowAsync<JournalUnavailableException>(Host.StartAsync())).Message.ShouldContain("another program's database");
        File.ReadAllBytes(Host.JournalPath).ShouldBe(theirs);
    }

    [Fact]
    public async Task ANewerFormatIsRefused()
    {
        Database.Execute(Host.JournalPath, "PRAGMA user_version = 2");
        (await Should.ThrowAsync<JournalUnavailableException>(Host.StartAsync())).Message.ShouldContain("format 2");
    }

    [Fact]
    public async Task AWrongKeyIsNamed()
    {
        File.Delete(Host.Settings.KeyFile);
        var key = KeyFile.Create(Host.Settings.KeyFile);
        (await Should.ThrowAsync<JournalUnavailableException>(Host.StartAsync())).Message
            .ShouldContain($"wrong key: the journal was sealed with key", Case.Sensitive);
        key.Id.ShouldNotBe(0UL);
    }

    [Fact]
    public async Task AMissingKeyIsNotReplacedByANewOne()
    {
        File.Delete(Host.Settings.KeyFile);
        (await Should.ThrowAsync<JournalUnavailableException>(Host.StartAsync())).Message.ShouldContain("the key file doesn't exist");
        File.Exists(Host.Settings.KeyFile).ShouldBeFalse();
    }

    [Fact]
    public async Task AKeyIsChangedByPuttingANewOneAboveItAndStoppingOnce()
    {
        var old = File.ReadAllText(Host.Settings.KeyFile);
        var fresh = JournalKey.Generate().ToBase64();
        File.WriteAllText(Host.Settings.KeyFile, $"{fresh}\n{old}");
        await Host.StartAsync();
        await Host.StopAsync();
        // everything is sealed anew now; the start that follows drops the old epoch
        await Host.StartAsync();
        await Host.StopAsync();
        File.WriteAllText(Host.Settings.KeyFile, fresh);
        await Host.StartAsync();
        (await Ask(Alice, new Peek())).Total.ShouldBe(15);
        (await Ask(Bob, new Peek())).Total.ShouldBe(15);
    }
}
