using System.Net;
using Lab.Sites;

namespace Lab.Scene;

/// <summary>One remote site of the lab: its number, its names and passwords, its network, and the address that is pinged there.</summary>
public sealed record LabSite(int Index)
{
    public const string Domain = "dial-out.lab";

    /// <summary>Covers every site: one route places all calls.</summary>
    public static IPNetwork DialOutPrefix { get; } = IPNetwork.Parse("10.64.0.0/10");

    public string Number => $"555{Index:0000}";

    public string Name => $"site{Index}";

    public string Password => $"secret-of-site{Index}";

    public string CallerPassword => $"secret-of-caller{Index}";

    public IPNetwork Network => new(new IPAddress([10, (byte)(64 + Index / 256), (byte)(Index % 256), 0]), 24);

    public IPAddress Target => new([10, (byte)(64 + Index / 256), (byte)(Index % 256), 1]);

    public SiteSettings Settings => new()
    {
        Number = Number,
        Name = Name,
        Password = Password,
        CallerName = "lns",
        CallerPassword = CallerPassword,
        Address = Target,
        Network = Network,
    };
}
