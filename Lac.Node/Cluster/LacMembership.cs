using System.Net;
using Engine.Akka;
using Engine.Akka.Members;
using Entities.Destinations;
using Lac.Node.Configuration;
using Microsoft.Extensions.Logging;
using Node.Common.Cluster;
using Node.Common.Operations;
using Shared.Messages;

namespace Lac.Node.Cluster;

/// <summary>
/// A LAC among the members of the LNSs' cluster: it tells how many lines are free, and answers for its lines and calls. Nothing that it does
/// for a call depends on any of it.
/// </summary>
internal sealed class LacMembership : IAsyncDisposable
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(1);

    private readonly LacOptions options;
    private readonly Func<Task<int>> freeLines;
    private readonly MemberDesk desk;
    private readonly MemberSystem system;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task reporting;

    /// <param name="freeLines">Lines that could dial now.</param>
    /// <param name="registry">What the LAC can be asked.</param>
    public LacMembership(LacOptions options, Func<Task<int>> freeLines, OperationRegistry registry, ILoggerFactory logs)
    {
        (this.options, this.freeLines) = (options, freeLines);
        var log = logs.CreateLogger("Cluster");
        var face = new OperationFace(registry, log);
        desk = new MemberDesk(face.AnswerAsync);
        system = new MemberSystem(Membership.Of(options.Cluster!, options.Node, ClusterRoles.Lac), desk.Open,
            e => LacClusterLog.NotMember(log, e.Message), logs, TimeProvider.System);
        reporting = ReportAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await reporting;
        await system.DisposeAsync();
        stopping.Dispose();
    }

    private async Task ReportAsync()
    {
        using var timer = new PeriodicTimer(ReportInterval);
        var endpoints = options.L2tp.Endpoints.Select(e => new IPEndPoint(e.Address, e.Port).ToMessage()).ToList();
        try
        {
            while (await timer.WaitForNextTickAsync(stopping.Token))
                desk.Report(new LineReport { Node = options.Node, Endpoints = { endpoints }, FreeLines = (uint)await freeLines() });
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // the node ends
        }
    }
}
