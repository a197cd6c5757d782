using System.Net;
using Lab.Scene;
using static Lab.Runner.Words;

namespace Lab.Runner;

/// <summary>The lab's command line.</summary>
/// <param name="Json">File for the results, or null.</param>
internal sealed record Arguments(LabOptions Options, string? Json)
{
    public const string Usage = """
        ./bras lab [OPTIONS]   an LNS, a LAC, a RADIUS server, a phone network and remote sites; a packet places a call

          --sites N          place N calls at once (default 1), with a summary in place of the ladder
          --tun              a real TUN device and the system's ping, in a network namespace of its own (root)
          --seed S           for what is drawn by lot: times to answer, identifiers of the lab's own parts
          --dial-ms MS       mean time from the last digit to the answer (default 300)
          --pcap FILE        the LNS's packets, L2TP and RADIUS, as pcapng
          --json FILE        the results, see docs/lab.md
          --radius HOST:PORT --secret SECRET
                             a RADIUS server of yours in place of the lab's; accounting goes to PORT + 1
          --network 127.A.B  the lab's addresses: LNS .1, RADIUS .3, LAC .10 (default: free ones, drawn by lot)
          --dir DIRECTORY    for configurations, logs and journals (default: a new one in the system's temporary directory)
        """;

    /// <exception cref="FormatException">With what is wrong, to be shown.</exception>
    public static Arguments Parse(IReadOnlyList<string> args)
    {
        var (options, json) = (new LabOptions { Seed = Environment.ProcessId }, (string?)null);
        for (var i = 0; i < args.Count; i++)
            switch (args[i])
            {
                case "--sites": options = options with { Sites = Number(args, ref i, 1, 4096) }; break;
                case "--seed": options = options with { Seed = Number(args, ref i, int.MinValue, int.MaxValue) }; break;
                case "--dial-ms": options = options with { DialTime = TimeSpan.FromMilliseconds(Number(args, ref i, 0, 60000)) }; break;
                case "--pcap": options = options with { Pcap = Value(args, ref i) }; break;
                case "--json": json = Value(args, ref i); break;
                case "--radius": options = options with { Radius = EndPoint(args, ref i) }; break;
                case "--secret": options = options with { RadiusSecret = Value(args, ref i) }; break;
                case "--dir": options = options with { Directory = Path.GetFullPath(Value(args, ref i)) }; break;
                case "--network": options = options with { Network = Network(args, ref i) }; break;
                case "--tun": options = options with { Tun = true }; break;
                default: throw new FormatException($"'{args[i]}' is no option of the lab");
            }
        return new Arguments(options, json);
    }

    private static LabNetwork Network(IReadOnlyList<string> args, ref int i)
    {
        var (name, text) = (args[i], Value(args, ref i));
        return IPAddress.TryParse(text + ".0", out var address) && address.GetAddressBytes() is [127, var second, var third, 0]
            ? new LabNetwork(second, third)
            : throw new FormatException($"{name} {text}: 127.A.B");
    }

    private static IPEndPoint EndPoint(IReadOnlyList<string> args, ref int i)
    {
        var (name, text) = (args[i], Value(args, ref i));
        return IPEndPoint.TryParse(text, out var endPoint) && endPoint.Port > 0 ? endPoint : throw new FormatException($"{name} {text}: ADDRESS:PORT");
    }
}
