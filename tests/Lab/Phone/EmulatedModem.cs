using System.Text;
using Platform;
using Platform.Polling;
using Platform.Terminals;
using Protocols.Hayes;

namespace Lab.Phone;

/// <summary>
/// A Hayes modem on a pseudo terminal: echo, words or numbers, dialling that a key aborts, online data, <c>+++</c> with its guard time,
/// and hang-up when the terminal is closed (which stands for DTR on a pty). Everything runs on the rack's poller thread.
/// </summary>
public sealed class EmulatedModem : IPollHandler, PhoneCall.ICaller, IDisposable
{
    /// <summary>A terminal that reads nothing loses octets beyond this, as a modem without flow control does.</summary>
    private const int ReadAtOnce = 4096;

    private readonly PhoneNetwork network;
    private readonly Poller poller;
    private readonly Pty pty = Pty.Open();
    private readonly HayesCommandReader commands = new();
    private readonly EscapeGuard escape;
    private readonly byte[] buffer = new byte[ReadAtOnce];
    private PollRegistration? registration;
    private PhoneCall? call;
    private bool isDialling;
    private bool isOnline;
    private bool echoes = true;
    private bool isVerbose = true;

    public EmulatedModem(PhoneNetwork network, Poller poller)
    {
        this.network = network;
        this.poller = poller;
        escape = new EscapeGuard(network.Time);
        poller.Post(() => registration = poller.Register(pty.Master, Ready.Read | Ready.EdgeTriggered, this));
    }

    /// <summary>What the LAC opens.</summary>
    public string Device => pty.SlavePath;

    /// <summary>Off-hook, dialling or talking.</summary>
    public bool IsOffHook => call is not null;

    public void OnReady(Ready ready)
    {
        int count;
        while ((count = Descriptors.Read(pty.Master, buffer)) > 0)
            FromTerminal(buffer.AsSpan(0, count));
        if (count == Descriptors.Gone) OnDtrLow();
    }

    void PhoneCall.ICaller.Answered(PhoneCall from, Answer answer, int bitsPerSecond) => poller.Post(() =>
    {
        if (call != from) return;
        isDialling = false;
        isOnline = answer is Answer.Connects or Answer.ConnectsSilently;
        if (!isOnline) call = null;
        Say(answer switch
        {
            Answer.Busy => "BUSY",
            Answer.NoAnswer => "NO ANSWER",
            Answer.NoCarrier => "NO CARRIER",
            Answer.NoDialTone => "NO DIALTONE",
            Answer.Error => "ERROR",
            _ => $"CONNECT {bitsPerSecond}",
        });
        if (isOnline) from.BeginTalking();
    });

    void PhoneCall.ICaller.FromFarEnd(ReadOnlyMemory<byte> octets) => poller.Post(() =>
    {
        if (isOnline) Descriptors.Write(pty.Master, octets.Span);
    });

    void PhoneCall.ICaller.FarEndHungUp(PhoneCall from) => poller.Post(() =>
    {
        if (call != from) return;
        (call, isOnline, isDialling) = (null, false, false);
        Say("NO CARRIER");
    });

    /// <summary>The line goes dead in mid-call.</summary>
    public void CutLine() => poller.Post(() => call?.Drop());

    public void Dispose()
    {
        using var done = new ManualResetEventSlim();
        poller.Post(() =>
        {
            HangUp();
            registration?.Dispose();
            pty.Dispose();
            done.Set();
        });
        done.Wait();
    }

    private void FromTerminal(ReadOnlySpan<byte> octets)
    {
        if (isDialling)
        {
            // Any character sent while dialling aborts the call (V.250 §6.3.1).
            HangUp();
            Say("NO CARRIER");
            return;
        }
        if (isOnline)
        {
            if (escape.Sees(octets)) (isOnline, _) = (false, Say("OK"));
            else call!.Send(octets);
            return;
        }
        if (echoes) Descriptors.Write(pty.Master, octets);
        while (!isOnline && !isDialling && commands.TryRead(ref octets, out var line))
            Obey(line);
    }

    private void Obey(string? line)
    {
        if (line is null || !HayesCommandLine.TryParse(line, out var parsed))
        {
            Say("ERROR");
            return;
        }
        foreach (var command in parsed)
            switch (command)
            {
                case { Name: "E" }: echoes = command.Number != 0; break;
                case { Name: "V" }: isVerbose = command.Number != 0; break;
                case { Name: "H" or "Z" }: HangUp(); break;
                case { Name: "O" } when call is not null:
                    isOnline = true;
                    Say("CONNECT");
                    return;
                case { Name: "D" }:
                    isDialling = true;
                    call = network.Dial(command.DialledDigits, this);
                    return;
            }
        Say("OK");
    }

    private void OnDtrLow()
    {
        HangUp();
        (echoes, isVerbose) = (true, true);
    }

    private void HangUp()
    {
        call?.HangUp();
        (call, isOnline, isDialling) = (null, false, false);
    }

    private bool Say(string result)
    {
        var text = isVerbose ? $"\r\n{result}\r\n" : $"{ResultNumbers.Of(result)}\r";
        Descriptors.Write(pty.Master, Encoding.ASCII.GetBytes(text));
        return true;
    }
}
