using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using Lns.Node.Radius;
using Microsoft.Extensions.Logging;
using Protocols.Radius.Attributes;
using Shared.Messages;

namespace Nodes.Tests.Radius;

/// <summary>Log lines of a gateway, for tests that say what an operator has to see.</summary>
internal sealed class LogRecorder : ILogger<RadiusGateway>
{
    private readonly ConcurrentQueue<(int EventId, string Text)> lines = [];
    private readonly ConcurrentDictionary<int, TaskCompletionSource> awaited = [];

    public IReadOnlyList<string> Texts => [.. lines.Select(line => line.Text)];

    public IReadOnlyList<string> WithId(int eventId) => [.. lines.Where(line => line.EventId == eventId).Select(line => line.Text)];

    /// <summary>Done once a line with this event id has been logged.</summary>
    public Task Logged(int eventId) =>
        awaited.GetOrAdd(eventId, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task.WaitAsync(Given.Patience);

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lines.Enqueue((eventId.Id, $"{formatter(state, exception)} {exception}".TrimEnd()));
        awaited.GetOrAdd(eventId.Id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }
}

/// <summary>Words for questions, records and settings that tests share.</summary>
internal static class Given
{
    public const string Group = "home";

    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static RadiusServerSettings Server(string name, IPEndPoint? authentication, IPEndPoint? accounting = null, string secret = "secret",
        bool requireMessageAuthenticator = true) => new()
    {
        Name = name,
        Authentication = authentication,
        Accounting = accounting,
        Secret = System.Text.Encoding.UTF8.GetBytes(secret),
        SecretName = $"{name}-secret",
        RequireMessageAuthenticator = requireMessageAuthenticator,
    };

    public static RadiusGroupSettings GroupOf(params RadiusServerSettings[] servers) => new()
    {
        Name = Group,
        Servers = [.. servers],
        NasIdentifier = "lns-under-test",
        NasAddress = IPAddress.Loopback,
    };

    public static RadiusQuestion Question(string correlation, params RadiusAttribute[] attributes) => new()
    {
        Group = Group,
        Correlation = correlation,
        Attributes = { attributes },
    };

    public static RadiusAttribute Text(byte type, string text) => new() { Type = type, Value = ByteString.CopyFromUtf8(text) };

    public static RadiusAttribute Octets(byte type, byte[] value, uint vendor = 0) =>
        new() { Type = type, Vendor = vendor, Value = ByteString.CopyFrom(value) };

    public static RadiusAttribute Integer(byte type, uint number) =>
        Octets(type, [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]);

    public static AccountingRecord Record(string id, AcctStatusType status, DateTimeOffset at) => new()
    {
        Group = Group,
        RecordId = id,
        EventUnixMs = at.ToUnixTimeMilliseconds(),
        Attributes =
        {
            Integer(RadiusType.AcctStatusType, (uint)status),
            Text(RadiusType.AcctSessionId, id),
            Text(RadiusType.UserName, "site1"),
        },
    };

    public static async Task<RadiusAnswer> Ask(this RadiusGateway gateway, RadiusQuestion question)
    {
        var answered = new TaskCompletionSource<RadiusAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        gateway.Ask(question, answered.SetResult);
        return await answered.Task.WaitAsync(Patience);
    }

    public static async Task<AccountingConfirmed> Account(this RadiusGateway gateway, AccountingRecord record)
    {
        var confirmed = new TaskCompletionSource<AccountingConfirmed>(TaskCreationOptions.RunContinuationsAsynchronously);
        gateway.Account(record, confirmed.SetResult);
        return await confirmed.Task.WaitAsync(Patience);
    }

    public static string? TextOf(this RadiusAnswer answer, byte type, uint vendor = 0, uint tag = 0) =>
        answer.Attributes.FirstOrDefault(attribute => attribute.Type == type && attribute.Vendor == vendor && attribute.Tag == tag)
            ?.Value.ToStringUtf8();

    public static uint? IntegerOf(this RadiusAnswer answer, byte type, uint vendor = 0, uint tag = 0) =>
        answer.Attributes.FirstOrDefault(attribute => attribute.Type == type && attribute.Vendor == vendor && attribute.Tag == tag)
            is { } found ? found.Value.Aggregate(0u, (number, octet) => number << 8 | octet) : null;
}
