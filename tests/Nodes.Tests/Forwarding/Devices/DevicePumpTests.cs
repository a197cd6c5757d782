using System.Collections.Concurrent;
using Lns.Node.Forwarding;
using Lns.Node.Forwarding.Counters;
using Platform;

namespace Nodes.Tests.Forwarding.Devices;

public sealed class DevicePumpTests : IDisposable
{
    private readonly BlockingCollection<Exception> faults = [];
    private readonly string folder = Directory.CreateTempSubdirectory("pump").FullName;

    [Fact]
    public void DeviceThatIsGoneIsReportedOnceAndStopsNothingElse()
    {
        var forwarder = new Forwarder(
            new ForwarderCallbacks { Control = (_, _, _) => { }, Frame = (_, _) => { }, Trigger = _ => { }, Fault = faults.Add },
            CounterFile.Open(Path.Combine(folder, "counters"), 4), new ManualTime());
        forwarder.AddVirtualRouter("home", new GoneDevice());
        ForwarderRig.Take(faults).Message.ShouldBe("the interface is gone");
        Should.Throw<InvalidOperationException>(() => forwarder.AddVirtualRouter("home", new GoneDevice()));
        Should.Throw<InvalidOperationException>(() => forwarder.AddDialOutRoute("elsewhere", Protocols.Ip.Ipv4Prefix.Default));
        forwarder.Dispose();
        faults.Count.ShouldBe(0);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private sealed class GoneDevice : IPacketDevice
    {
        public string Name => "gone";

        public int Read(Span<byte> buffer) => throw new IOException("the interface is gone");

        public bool Write(ReadOnlySpan<byte> packet) => false;

        public void Stop()
        {
        }

        public void Dispose()
        {
        }
    }
}
