using Protocols.Ppp;

namespace Simulation.Surroundings;

/// <summary>The PPP end of a remote site for one call.</summary>
internal sealed class SiteRouter(World world, PppSettings settings, Action<byte[]> toLine, Action hangUp, Random random)
{
    private readonly Dictionary<PppTimer, object> timers = [];
    private PppLink link = PppLink.Create(settings);
    private bool isGone;

    public bool IsUp => !isGone && link.Negotiated is not null;

    public void Start() => Do(link.LowerUp(random));

    public void Close() => Do(link.Close(DisconnectReason.Normal("the user is done"), random));

    public void Stop() => isGone = true;

    public void Receive(byte[] frame)
    {
        if (isGone)
            return;
        if (frame is [0xFF, 0x03, 0x00, 0x21, ..])
        {
            // whatever comes is answered in kind
            if (IsUp)
                toLine(frame);
            return;
        }
        Do(link.Receive(frame, random));
    }

    private void Do(PppStep step)
    {
        if (isGone)
            return;
        link = step.Link;
        foreach (var output in step.Outputs)
            Perform(output);
    }

    private void Perform(PppOutput output)
    {
        switch (output)
        {
            case PppOutput.SendFrame send: toLine(send.Frame.ToArray()); break;
            case PppOutput.StartTimer start: Start(start.Timer, start.After); break;
            case PppOutput.CancelTimer cancel: timers.Remove(cancel.Timer); break;
            case PppOutput.CheckPeer check:
                Do(link.PeerChecked(new AuthenticationAnswer(true) { CheckNumber = check.CheckNumber }, random));
                break;
            case PppOutput.Closed: hangUp(); break;
        }
    }

    private void Start(PppTimer timer, TimeSpan after)
    {
        var mine = timers[timer] = new object();
        world.Agenda.In(after, () =>
        {
            if (isGone || timers.GetValueOrDefault(timer) != mine)
                return;
            timers.Remove(timer);
            Do(link.TimerFired(timer, random));
        });
    }
}
