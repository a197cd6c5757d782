namespace Simulation.Net;

/// <summary>How the network is.</summary>
/// <param name="Loss">Share of datagrams.</param>
/// <param name="Straying">Share of datagrams that take up to 3 s longer, and are overtaken by many.</param>
/// <param name="LossesOfOneMessage">No message, and no run of bare acknowledgements, is lost more often.</param>
internal sealed record Weather(double Loss, double Duplication, double Straying, TimeSpan Delay, TimeSpan Jitter, int LossesOfOneMessage)
{
    public static Weather Fair { get; } = new(0, 0, 0, TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(2), 0);
}
