using System.Collections.Immutable;
using Protocols.Radius;

namespace Lns.Node.Radius;

/// <summary>A group at run time: its servers by role, its schedules, its queue of records.</summary>
internal sealed class GroupState(RadiusGroupSettings settings, int maximumPortsPerServer)
{
    public RadiusGroupSettings Settings => settings;

    public ImmutableArray<ServerPort> Authentication { get; } =
        [.. settings.Servers.Where(server => server.Authentication is not null)
            .Select(server => new ServerPort(settings.Name, server, server.Authentication!, RadiusCode.AccessRequest, maximumPortsPerServer))];

    public ImmutableArray<ServerPort> Accounting { get; } =
        [.. settings.Servers.Where(server => server.Accounting is not null)
            .Select(server => new ServerPort(settings.Name, server, server.Accounting!, RadiusCode.AccountingRequest, maximumPortsPerServer))];

    public RetransmissionSchedule QuestionSchedule { get; } = RetransmissionSchedule.Authentication with
    {
        InitialTimeout = TimeSpan.FromSeconds(settings.InitialTimeoutSeconds),
        MaximumCount = settings.MaximumTransmissions,
        MaximumDuration = TimeSpan.FromSeconds(settings.MaximumDurationSeconds),
    };

    public RetransmissionSchedule RecordSchedule { get; } = RetransmissionSchedule.Accounting with
    {
        InitialTimeout = TimeSpan.FromSeconds(settings.InitialTimeoutSeconds),
        MaximumTimeout = TimeSpan.FromSeconds(settings.AccountingMaximumTimeoutSeconds),
    };

    public int TransmissionsPerVisit => settings.RetransmissionsPerServer + 1;

    /// <summary>Records by their id, so that one handed in twice is sent once.</summary>
    public Dictionary<string, RecordExchange> Records { get; } = [];

    /// <summary>Records that wait for their turn, oldest first.</summary>
    public Queue<RecordExchange> Backlog { get; } = [];

    public int RecordsInFlight { get; set; }

    /// <summary>One that is offered for a trial, then the living, then the dead; each in the configured order.</summary>
    public static ImmutableArray<int> Order(IReadOnlyList<ServerPort> servers) =>
        [.. Enumerable.Range(0, servers.Count).OrderBy(i => servers[i].Health.State switch
        {
            HealthState.Offered => 0,
            HealthState.Alive => 1,
            _ => 2,
        })];
}
