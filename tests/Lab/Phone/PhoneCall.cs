using Lab.Sites;

namespace Lab.Phone;

/// <summary>One call through the network: set-up time, the answer, then octets between the caller's modem and the site.</summary>
public sealed class PhoneCall
{
    internal interface ICaller
    {
        void Answered(PhoneCall call, Answer answer, int bitsPerSecond);

        void FromFarEnd(ReadOnlyMemory<byte> octets);

        void FarEndHungUp(PhoneCall call);
    }

    private readonly PhoneNetwork network;
    private readonly Subscriber subscriber;
    private readonly ICaller caller;
    private readonly Random random;
    private readonly Lock gate = new();
    private ITimer? setUp;
    private IFarEnd? site;
    private bool isOver;

    internal PhoneCall(PhoneNetwork network, string number, Subscriber subscriber, ICaller caller, Random random)
    {
        this.network = network;
        this.subscriber = subscriber;
        this.caller = caller;
        this.random = random;
        Number = number;
    }

    public string Number { get; }

    internal void Begin() => setUp = network.Time.CreateTimer(_ => Answer(), null, subscriber.SetUp, Timeout.InfiniteTimeSpan);

    /// <summary>The caller's modem has said CONNECT: what the site sends can't overtake it now.</summary>
    internal void BeginTalking() => site?.CarrierUp();

    public void Send(ReadOnlySpan<byte> octets) => site?.Receive(octets);

    /// <summary>The caller hangs up.</summary>
    public void HangUp()
    {
        lock (gate)
        {
            if (isOver) return;
            isOver = true;
        }
        setUp?.Dispose();
        site?.Dispose();
        network.Ended(this);
    }

    /// <summary>The far end hangs up.</summary>
    public void Drop()
    {
        HangUp();
        caller.FarEndHungUp(this);
    }

    private void Answer()
    {
        lock (gate)
        {
            if (isOver) return;
            if (subscriber.Answer == Phone.Answer.Connects)
                site = subscriber.Open(caller.FromFarEnd, Drop, network.Time, random);
        }
        caller.Answered(this, subscriber.Answer, subscriber.BitsPerSecond);
        if (subscriber.Answer is not (Phone.Answer.Connects or Phone.Answer.ConnectsSilently)) HangUp();
    }
}
