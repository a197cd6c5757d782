using System.Collections.Immutable;
using System.Net;
using System.Text;
using Protocols.Ppp;

namespace Simulation.Surroundings;

/// <summary>A remote site: one telephone number, one modem, one router with an address of its own.</summary>
internal sealed class Site(World world, int number)
{
    private readonly Random random = world.Chance($"site {number}");

    public static IPNetwork Prefix { get; } = IPNetwork.Parse("10.10.0.0/16");

    public int Number => number;

    public string Name => $"site{number}";

    public string PhoneNumber => $"555{number:0000}";

    public IPAddress Address { get; } = IPAddress.Parse($"10.10.{number}.1");

    /// <summary>The line that has it on the phone.</summary>
    public LineModel? Line { get; private set; }

    public SiteRouter? Router { get; private set; }

    /// <summary>When something was last done to it that may end its call.</summary>
    public TimeSpan DisturbedAt { get; private set; } = TimeSpan.MinValue;

    public void Disturb() => DisturbedAt = world.Agenda.Now;

    /// <summary>Its modem has answered.</summary>
    public void Answer(LineModel line)
    {
        Line = line;
        Router = new SiteRouter(world, Settings(), frame => line.FromSite(frame), () => HangUp("PPP has closed"), random);
        Router.Start();
    }

    /// <summary>Its user has had enough.</summary>
    public void Close()
    {
        Disturb();
        Router?.Close();
    }

    /// <summary>Its modem drops the line.</summary>
    public void HangUp(string why)
    {
        if (Line is not { } line)
            return;
        Disturb();
        world.Trace(Name, () => $"hangs up: {why}");
        CarrierLost();
        line.CarrierLost();
    }

    /// <summary>The other end has hung up.</summary>
    public void CarrierLost()
    {
        Router?.Stop();
        (Line, Router) = (null, null);
    }

    private PppSettings Settings() => new()
    {
        OurName = Name,
        OurPassword = Encoding.UTF8.GetBytes("site-secret"),
        AuthenticatePeerWith = ImmutableArray.Create(AuthenticationMethod.ChapMd5),
        ChallengeName = Name,
        LocalAddress = Address,
        MruOffered = 1500,
        EchoIntervalSeconds = world.Settings.SiteEchoSeconds,
        EchoFailureLimit = 4,
    };
}
