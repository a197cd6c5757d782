using System.Collections.Concurrent;
using System.Text;
using Platform;
using Platform.Polling;
using Platform.Terminals;
using Protocols.Hayes;

namespace Nodes.Tests.Lines;

/// <summary>
/// The other end of a pseudo terminal: echoes, answers commands with OK, dialling with a script, and records what it hears. The slave
/// being closed is DTR going low.
/// </summary>
sealed class ScriptedModem : IPollHandler, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly Poller poller = new("modem");
    private readonly Pty pty = Pty.Open();
    private readonly HayesCommandReader reader = new();
    private readonly BlockingCollection<string> heard = [];
    private readonly BlockingCollection<byte> data = [];
    private readonly byte[] buffer = new byte[4096];
    private PollRegistration? registration;
    private bool echoes = true;
    private bool online;

    public ScriptedModem() => Run(() => registration = poller.Register(pty.Master, Ready.Read | Ready.EdgeTriggered, this));

    public string Device => pty.SlavePath;

    /// <summary>Answers to a dial string: what is written at once.</summary>
    public Func<string, string> OnDial { get; set; } = _ => "\r\nCONNECT 33600\r\n";

    /// <summary>Commands that get ERROR instead of OK.</summary>
    public Func<string, bool> IsUnknown { get; set; } = _ => false;

    public bool IsSilent { get; set; }

    /// <summary>The next command line, "dtr low" or "online".</summary>
    public string Next()
    {
        heard.TryTake(out var line, Limit).ShouldBeTrue("the modem heard nothing");
        return line!;
    }

    /// <summary>Reads up to and with the line wanted.</summary>
    public void Until(string wanted)
    {
        while (Next() != wanted)
        {
        }
    }

    public byte[] Data(int count)
    {
        var octets = new byte[count];
        for (var i = 0; i < count; i++)
            data.TryTake(out octets[i], Limit).ShouldBeTrue($"only {i} octets came");
        return octets;
    }

    public void Say(string text) => Say(Encoding.ASCII.GetBytes(text));

    public void Say(byte[] octets) => Run(() => Write(octets));

    /// <summary>Reads nothing meanwhile.</summary>
    public void Hold(Action meanwhile) => Run(meanwhile);

    /// <summary>Goes away with its device.</summary>
    public void Unplug() => Run(() =>
    {
        registration?.Dispose();
        registration = null;
        pty.Dispose();
    });

    public void OnReady(Ready ready)
    {
        int count;
        while ((count = Descriptors.Read(pty.Master, buffer)) > 0)
            Hear(buffer.AsSpan(0, count));
        if (count != Descriptors.Gone)
            return;
        online = false;
        echoes = true;
        heard.Add("dtr low");
    }

    public void Dispose()
    {
        Unplug();
        poller.Dispose();
    }

    private void Hear(ReadOnlySpan<byte> octets)
    {
        if (online)
        {
            foreach (var octet in octets)
                data.Add(octet);
            return;
        }

        if (IsSilent)
            return;
        if (echoes)
            Write(octets);
        while (!online && reader.TryRead(ref octets, out var line))
            Obey(line ?? "");
    }

    private void Obey(string line)
    {
        heard.Add(line);
        if (!HayesCommandLine.TryParse(line, out var commands) || IsUnknown(line))
        {
            Write("\r\nERROR\r\n"u8);
            return;
        }

        if (commands.Any(command => command is { Name: "E", Number: 0 }))
            echoes = false;
        if (commands.FirstOrDefault(command => command.Name == "D") is not { Name: "D" } dial)
        {
            Write("\r\nOK\r\n"u8);
            return;
        }

        var answer = OnDial(dial.DialledDigits);
        online = answer.Contains("CONNECT", StringComparison.Ordinal);
        Write(Encoding.ASCII.GetBytes(answer));
    }

    private void Write(ReadOnlySpan<byte> octets) => Descriptors.Write(pty.Master, octets);

    private void Run(Action action)
    {
        using var done = new ManualResetEventSlim();
        poller.Post(() =>
        {
            action();
            done.Set();
        });
        done.Wait(Limit).ShouldBeTrue();
    }
}
