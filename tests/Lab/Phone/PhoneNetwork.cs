using System.Collections.Concurrent;
using Lab.Sites;

namespace Lab.Phone;

/// <summary>Numbers and who answers them; one caller at a time, as on a telephone.</summary>
public sealed class PhoneNetwork(TimeProvider time, int seed)
{
    private readonly ConcurrentDictionary<string, Subscriber> subscribers = new();
    private readonly ConcurrentDictionary<string, PhoneCall> calls = new();
    private readonly Random seeds = new(seed);

    /// <summary>Calls that are dialling or talking now: a number in here twice would be a site dialled twice at once.</summary>
    public int CallsNow => calls.Count;

    /// <summary>Calls that found their number talking already.</summary>
    public int Collisions { get; private set; }

    /// <summary>Calls that ever made a phone ring, by number.</summary>
    public ConcurrentDictionary<string, int> Rung { get; } = new();

    public TimeProvider Time => time;

    /// <summary>Replaces what a number does.</summary>
    public void Set(string number, Subscriber subscriber) => subscribers[number] = subscriber;

    public void Add(SiteSettings site, TimeSpan setUp) => Set(site.Number, new Subscriber(Answer.Connects, site, setUp));

    /// <summary>The far end of this number hangs up, if it is talking or being dialled.</summary>
    public void HangUp(string number)
    {
        if (calls.TryGetValue(number, out var call)) call.Drop();
    }

    internal PhoneCall Dial(string number, PhoneCall.ICaller caller)
    {
        var subscriber = subscribers.GetValueOrDefault(number) ?? new Subscriber(Answer.NoCarrier, null, TimeSpan.Zero);
        var call = new PhoneCall(this, number, subscriber, caller, NextRandom());
        if (subscriber.HasFarEnd && !calls.TryAdd(number, call))
        {
            Collisions++;
            call = new PhoneCall(this, number, subscriber with { Answer = Answer.Busy }, caller, NextRandom());
        }
        else
        {
            Rung.AddOrUpdate(number, 1, (_, count) => count + 1);
        }
        call.Begin();
        return call;
    }

    internal void Ended(PhoneCall call) => calls.TryRemove(KeyValuePair.Create(call.Number, call));

    private Random NextRandom()
    {
        lock (seeds) return new Random(seeds.Next());
    }
}
