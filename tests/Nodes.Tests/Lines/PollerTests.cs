using Platform.Polling;
using Platform.Terminals;

namespace Nodes.Tests.Lines;

public sealed class PollerTests : IDisposable
{
    private readonly Poller poller = new("test");

    [Fact]
    public void PostedWorkRunsInOrderOnTheThread()
    {
        var order = new List<int>();
        using var done = new ManualResetEventSlim();
        for (var i = 0; i < 1000; i++)
        {
            var number = i;
            poller.Post(() => order.Add(poller.IsOnThread ? number : -1));
        }

        poller.Post(done.Set);
        done.Wait(TimeSpan.FromSeconds(20)).ShouldBeTrue();
        order.ShouldBe(Enumerable.Range(0, 1000));
    }

    [Fact]
    public void WhatThrowsIsReportedAndTheRestGoesOn()
    {
        using var faulted = new ManualResetEventSlim();
        using var done = new ManualResetEventSlim();
        poller.Faulted += _ => faulted.Set();
        poller.Post(() => throw new InvalidOperationException());
        poller.Post(done.Set);
        faulted.Wait(TimeSpan.FromSeconds(20)).ShouldBeTrue();
        done.Wait(TimeSpan.FromSeconds(20)).ShouldBeTrue();
    }

    [Fact]
    public void NoWakeUpIsLostBetweenThreads()
    {
        // a lost wake-up would leave the last post lying, so each waits for its own
        for (var i = 0; i < 2000; i++)
        {
            using var done = new ManualResetEventSlim();
            poller.Post(done.Set);
            done.Wait(TimeSpan.FromSeconds(20)).ShouldBeTrue($"post {i}");
        }
    }

    [Fact]
    public void ADescriptorClosedByAnothersHandlerIsNotCalled()
    {
        using var first = Pty.Open();
        using var second = Pty.Open();
        using var done = new ManualResetEventSlim();
        var calls = 0;
        poller.Post(() =>
        {
            PollRegistration? a = null, b = null;
            var handler = new Handler(() =>
            {
                calls++;
                a!.Dispose();
                b!.Dispose();
                poller.Post(done.Set);
            });
            // both are writable from the start: they come in one batch
            a = poller.Register(first.Master, Ready.Write, handler);
            b = poller.Register(second.Master, Ready.Write, handler);
        });
        done.Wait(TimeSpan.FromSeconds(20)).ShouldBeTrue();
        calls.ShouldBe(1);
    }

    [Fact]
    public void RegisteringElsewhereIsOurOwnBug()
    {
        using var pty = Pty.Open();
        Should.Throw<InvalidOperationException>(() => poller.Register(pty.Master, Ready.Read, new Handler(() => { })));
    }

    public void Dispose() => poller.Dispose();

    private sealed class Handler(Action onReady) : IPollHandler
    {
        public void OnReady(Ready ready) => onReady();
    }
}
