using Platform;
using Platform.Polling;
using Platform.Terminals;

namespace Lab.Sites;

/// <summary>A program of somebody else as the remote site: started on a pseudo terminal at carrier, hung up with the call.</summary>
internal sealed class ProgramSite(string program, Action<ReadOnlyMemory<byte>> toLine, Action ended) : IFarEnd, IPollHandler
{
    private const int ReadAtOnce = 4096;

    private readonly Poller poller = new("program site");
    private readonly byte[] buffer = new byte[ReadAtOnce];
    private Pty? terminal;
    private SpawnedProgram? running;
    private PollRegistration? registration;

    public void CarrierUp() => poller.Post(() =>
    {
        terminal = Pty.Open();
        running = SpawnedProgram.Start(new ProgramStart(program, [], Inherited()), terminal);
        registration = poller.Register(terminal.Master, Ready.Read, this);
    });

    public void Receive(ReadOnlySpan<byte> octets)
    {
        var copy = octets.ToArray();
        poller.Post(() =>
        {
            if (terminal is not null) Descriptors.Write(terminal.Master, copy);
        });
    }

    public void OnReady(Ready ready)
    {
        int count;
        while (terminal is not null && (count = Descriptors.Read(terminal.Master, buffer)) != Descriptors.WouldBlock)
        {
            if (count == Descriptors.Gone)
            {
                Close();
                ended();
                return;
            }
            toLine(buffer.AsMemory(0, count).ToArray());
        }
    }

    public void Dispose()
    {
        // the program's own end comes from this very thread
        if (poller.IsOnThread)
        {
            Close();
            poller.Dispose();
            return;
        }
        using var done = new ManualResetEventSlim();
        poller.Post(() =>
        {
            Close();
            done.Set();
        });
        done.Wait();
        poller.Dispose();
    }

    /// <summary>Closing the terminal is the hang-up (SIGHUP); the kill is for who ignores it.</summary>
    private void Close()
    {
        registration?.Dispose();
        terminal?.Dispose();
        running?.Signal(SpawnedProgram.SigKill);
        running?.TryReap(out _);
        running?.Dispose();
        (registration, terminal, running) = (null, null, null);
    }

    private static Dictionary<string, string> Inherited() => Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
        .ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value ?? "");
}
