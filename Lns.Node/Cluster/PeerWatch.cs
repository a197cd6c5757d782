using System.Collections.Concurrent;
using System.Text.Json;
using Engine.Akka.Members;
using Microsoft.Extensions.Logging;
using Node.Common.Operations;

namespace Lns.Node.Cluster;

/// <summary>
/// Asks the other LNSs from time to time how they are. From what they say follow this node's share of the connecting limit, and whether its
/// configuration may have new work.
/// </summary>
internal sealed class PeerWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    private readonly MemberDesk desk;
    private readonly NodeConfiguration ownConfiguration;
    private readonly Action<int> lnsCount;
    private readonly ILogger log;
    private readonly ConcurrentDictionary<string, MemberState> states = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly Task watching;
    private volatile string? disagreement;

    /// <param name="lnsCount">Told how many LNSs are up, each time that they have been looked at; 1 at least.</param>
    public PeerWatch(MemberDesk desk, NodeConfiguration ownConfiguration, Action<int> lnsCount, TimeProvider time, ILogger log)
    {
        (this.desk, this.ownConfiguration, this.lnsCount, this.log) = (desk, ownConfiguration, lnsCount, log);
        watching = WatchAsync(time);
    }

    /// <summary>Why this node's routes and settings are not those of the cluster; null: they are, as far as anybody knows.</summary>
    public string? Disagreement => disagreement;

    /// <returns>What it said last; null when it did not answer then.</returns>
    public MemberState? StateOf(string node) => states.GetValueOrDefault(node);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await watching;
        stopping.Dispose();
    }

    private async Task WatchAsync(TimeProvider time)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                await LookAsync();
            }
            while (await timer.WaitForNextTickAsync(stopping.Token));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // the node ends
        }
    }

    private async Task LookAsync()
    {
        var lns = desk.Members.Where(member => member.Role == ClusterRoles.Lns).ToList();
        lnsCount(Math.Max(1, lns.Count(member => member.Status == "up")));
        await Task.WhenAll(lns.Where(member => !member.IsSelf).Select(AskAsync));
        foreach (var gone in states.Keys.Except(lns.Select(member => member.Name)).ToList())
            states.TryRemove(gone, out _);
        Compare(lns);
    }

    private async Task AskAsync(ClusterMember member)
    {
        try
        {
            using var answer = JsonDocument.Parse(await desk.AskAsync(member.Name, "{\"operation\": \"member\"}", Patience, stopping.Token));
            if (answer.RootElement.TryGetProperty("data", out var data) && data.Deserialize<MemberState>(Format) is { } state)
                states[member.Name] = state;
        }
        catch (Exception e) when (e is TimeoutException or JsonException)
        {
            states.TryRemove(member.Name, out _);
        }
    }

    private void Compare(List<ClusterMember> lns)
    {
        var own = lns.Find(member => member.IsSelf) is { Age: > 0 and var age } ? age : int.MaxValue;
        var elders = lns.Where(member => !member.IsSelf && member.Age > 0 && member.Age < own).OrderBy(member => member.Age).ToList();
        var known = elders.Where(elder => StateOf(elder.Name) is not null)
            .Select(elder => new NodeConfiguration(elder.Name, StateOf(elder.Name)!.Generation, StateOf(elder.Name)!.Configuration)).ToList();
        var found = ConfigurationRule.Difference(ownConfiguration, known);
        // one that is silent for a moment may be the one who knew better
        if (found is null && known.Count < elders.Count)
            return;
        if (found is not null && disagreement is null)
            ClusterLog.Disagrees(log, found);
        else if (found is null && disagreement is not null)
            ClusterLog.Agrees(log, ownConfiguration.Hash);
        disagreement = found;
    }
}
