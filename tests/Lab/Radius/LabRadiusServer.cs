using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Protocols.Radius;

namespace Lab.Radius;

public sealed record LabRadiusSettings
{
    public required ReadOnlyMemory<byte> Secret { get; init; }

    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>0: the system chooses.</summary>
    public int AuthenticationPort { get; init; }

    public int AccountingPort { get; init; }

    public bool RequireMessageAuthenticator { get; init; } = true;
}

/// <summary>A small RADIUS server for the lab: authentication, accounting and Status-Server on two sockets, faults by script.</summary>
public sealed class LabRadiusServer : IAsyncDisposable
{
    private readonly LabRadiusSettings settings;
    private readonly Action<LabRadiusEvent>? observer;
    private readonly Random random;
    private readonly TimeProvider time;
    private readonly Socket authentication;
    private readonly Socket accounting;
    private readonly ConcurrentDictionary<string, byte> seenRecords = [];
    private readonly LabReplyCache replies = new();
    private readonly Task loops;
    private ImmutableList<LabAccountingRecord> records = [];

    /// <param name="observer">Called from the server's loops.</param>
    public LabRadiusServer(LabRadiusSettings settings, LabDirectory directory, Action<LabRadiusEvent>? observer = null,
        Random? random = null, TimeProvider? time = null)
    {
        this.settings = settings;
        this.observer = observer;
        this.random = random ?? Random.Shared;
        this.time = time ?? TimeProvider.System;
        Directory = directory;
        authentication = Bind(settings.AuthenticationPort);
        accounting = Bind(settings.AccountingPort);
        Authentication = (IPEndPoint)authentication.LocalEndPoint!;
        Accounting = (IPEndPoint)accounting.LocalEndPoint!;
        loops = Task.WhenAll(Task.Run(() => Receive(authentication)), Task.Run(() => Receive(accounting)));
    }

    public LabDirectory Directory { get; }

    public IPEndPoint Authentication { get; }

    public IPEndPoint Accounting { get; }

    /// <summary>Everything that was acknowledged, copies included, in order of arrival.</summary>
    public ImmutableList<LabAccountingRecord> Records => Volatile.Read(ref records);

    /// <summary>May be exchanged at any time.</summary>
    public LabRadiusScript Script { get; set; } = _ => null;

    public async ValueTask DisposeAsync()
    {
        authentication.Dispose();
        accounting.Dispose();
        await loops;
    }

    /// <summary>A whole lab may ask at once.</summary>
    private const int ReceiveBufferOctets = 4 << 20;

    private Socket Bind(int port)
    {
        var socket = new Socket(settings.Address.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = ReceiveBufferOctets };
        socket.Bind(new IPEndPoint(settings.Address, port));
        return socket;
    }

    private async Task Receive(Socket socket)
    {
        var buffer = new byte[ushort.MaxValue];
        var any = new IPEndPoint(settings.Address, 0);
        while (true)
            try
            {
                var received = await socket.ReceiveFromAsync(buffer.AsMemory(), SocketFlags.None, any);
                await Handle(socket, (IPEndPoint)received.RemoteEndPoint, buffer[..received.ReceivedBytes]);
            }
            catch (Exception exception) when (exception is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                return;
            }
    }

    private async Task Handle(Socket socket, IPEndPoint client, byte[] datagram)
    {
        var reading = RequestReader.Read(datagram, settings.Secret, settings.RequireMessageAuthenticator);
        if (reading.Packet is not { } request || !Belongs(request.Code, socket))
        {
            observer?.Invoke(new(client, null, null, $"discarded: {(reading.Packet is { } packet ? packet.Code : reading)}"));
            return;
        }
        var fault = Script(request);
        if (fault is LabRadiusFault.Drop)
        {
            observer?.Invoke(new(client, request, null, $"{request.Code} lost on the way"));
            return;
        }
        if (fault is LabRadiusFault.Delay delay)
            _ = AnswerLater(socket, client, request, delay.Time);
        else
            await Answer(socket, client, request, fault);
    }

    private bool Belongs(RadiusCode code, Socket socket) => code switch
    {
        RadiusCode.AccessRequest => socket == authentication,
        RadiusCode.AccountingRequest => socket == accounting,
        RadiusCode.StatusServer => true,
        _ => false,
    };

    private async Task AnswerLater(Socket socket, IPEndPoint client, RadiusPacket request, TimeSpan delay)
    {
        await Task.Delay(delay, time);
        try
        {
            await Answer(socket, client, request, null);
        }
        catch (ObjectDisposedException)
        {
            // the server was stopped meanwhile
        }
    }

    private async Task Answer(Socket socket, IPEndPoint client, RadiusPacket request, LabRadiusFault? fault)
    {
        // a copy of a request gets a copy of its answer (RFC 5080 §2.2.2)
        if (fault is null && replies.Find(client, request) is { } cached)
        {
            await socket.SendToAsync(cached, SocketFlags.None, client);
            observer?.Invoke(new(client, request, (RadiusCode)cached[0], $"{request.Code} repeated, answer repeated"));
            return;
        }
        var verdict = Decide(socket, client, request);
        var secret = fault is LabRadiusFault.WrongSecret ? (ReadOnlyMemory<byte>)"some other secret"u8.ToArray() : settings.Secret;
        var signed = fault is not LabRadiusFault.WithoutMessageAuthenticator && request.Code != RadiusCode.AccountingRequest;
        if (ResponseWriter.Write(verdict.Code, request, verdict.Attributes, secret, random, signed) is not { } answer)
            throw new InvalidOperationException($"the lab's reply to {request.Code} does not fit a packet");
        if (fault is null)
            replies.Keep(client, request, answer);
        var sent = fault is LabRadiusFault.Truncate ? answer[..(answer.Length / 2)] : answer;
        observer?.Invoke(new(client, request, verdict.Code, verdict.Why));
        await socket.SendToAsync(sent, SocketFlags.None, client);
    }

    private LabVerdict Decide(Socket socket, IPEndPoint client, RadiusPacket request)
    {
        if (request.Code == RadiusCode.AccessRequest)
            return LabAuthenticator.Judge(request, Directory);
        if (request.Code == RadiusCode.StatusServer)
            return new(socket == authentication ? RadiusCode.AccessAccept : RadiusCode.AccountingResponse, [], "alive");
        var isCopy = !seenRecords.TryAdd(LabAccountingRecord.KeyOf(request), 0);
        var record = new LabAccountingRecord(request, client, isCopy);
        ImmutableInterlocked.Update(ref records, list => list.Add(record));
        return new(RadiusCode.AccountingResponse, [], $"accounting {record.Status} of {record.SessionId}{(isCopy ? " (copy)" : "")}");
    }
}
