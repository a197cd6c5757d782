using Engine.Journal;
using Engine.Sealing;
using Engine.Tests.Support;

namespace Engine.Tests.Sealing;

public sealed class KeyFileTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly ScratchDirectory scratch = new();

    private string KeyPath => scratch.File("sub/key");

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void ACreatedFileIsTheOwnersAloneAndReadsBack()
    {
        var key = KeyFile.Create(KeyPath);
        File.GetUnixFileMode(KeyPath).ShouldBe(OwnerOnly);
        KeyFile.Read(KeyPath).Select(read => read.Id).ShouldBe([key.Id]);
    }

    [Fact]
    public void AnExistingFileIsNeverOverwritten()
    {
        KeyFile.Create(KeyPath);
        Should.Throw<JournalUnavailableException>(() => KeyFile.Create(KeyPath));
    }

    [Fact]
    public void TheFirstKeyOfSeveralComesFirst()
    {
        var (one, two) = (JournalKey.Generate(), JournalKey.Generate());
        Write($"# new\n{one.ToBase64()}\n\n  # old\n {two.ToBase64()} \n");
        KeyFile.Read(KeyPath).Select(key => key.Id).ShouldBe([one.Id, two.Id]);
    }

    [Theory]
    [InlineData("", "holds no key")]
    [InlineData("# nothing\n", "holds no key")]
    [InlineData("not base64!\n", "key 1 of the key file is not 32 octets in base64")]
    [InlineData("AAAA\n", "key 1 of the key file is not 32 octets in base64")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n", "key 2 of the key file")]
    public void WhatIsNoKeyIsNamed(string content, string complaint)
    {
        Write(content);
        Should.Throw<JournalUnavailableException>(() => KeyFile.Read(KeyPath)).Message.ShouldContain(complaint);
    }

    [Fact]
    public void AFileThatOthersMayReadIsRefused()
    {
        KeyFile.Create(KeyPath);
        File.SetUnixFileMode(KeyPath, OwnerOnly | UnixFileMode.GroupRead);
        Should.Throw<JournalUnavailableException>(() => KeyFile.Read(KeyPath)).Message.ShouldContain("chmod 600");
    }

    [Fact]
    public void AMissingFileIsNamed() =>
        Should.Throw<JournalUnavailableException>(() => KeyFile.Read(scratch.File("none"))).Message.ShouldContain(scratch.File("none"));

    private void Write(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(KeyPath)!);
        File.WriteAllText(KeyPath, content);
        File.SetUnixFileMode(KeyPath, OwnerOnly);
    }
}
