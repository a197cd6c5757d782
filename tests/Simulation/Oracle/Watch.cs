using Google.Protobuf;
using Shared.Messages;
using Shared.Messages.Entities;
using Simulation.Disk;
using Simulation.Nodes;
using Simulation.Surroundings;

namespace Simulation.Oracle;

/// <summary>All checkers, and what they are shown.</summary>
internal sealed class Watch
{
    private readonly World world;
    private readonly WireChecker wire;
    private readonly LineChecker lines;
    private readonly SessionChecker sessions;
    private readonly RecoveryChecker recoveries;

    public Watch(World world)
    {
        this.world = world;
        wire = new WireChecker(world);
        lines = new LineChecker(world);
        sessions = new SessionChecker(world);
        recoveries = new RecoveryChecker(world);
        Calls = new CallBook(world);
        Accounting = new AccountingBook(world);
    }

    public CallBook Calls { get; }

    public AccountingBook Accounting { get; }

    public IDiskWitness DiskOf(SimulatedNode node) => new Witness(this, node);

    /// <summary>A disk has lost its tail: what only that tail knew can't be asked for.</summary>
    public void TailIsCut(SimulatedNode node)
    {
        wire.Excuse(node);
        if (node != world.Lns)
            return;
        Calls.Excuse();
        Accounting.Excuse();
    }

    /// <summary>A process has filled its forwarding table from the journal, and nothing has resumed yet.</summary>
    public void RowsStand(SimulatedNode node)
    {
        if (node == world.Lns)
            sessions.CheckForwarding();
    }

    /// <summary>An effect is about to be performed: what it follows from must be on the disk.</summary>
    public void OnEffect(SimulatedNode node, EntityId self, Effect effect)
    {
        if (effect is SendDatagram datagram && self.Kind == EntityKinds.Tunnel)
            wire.Sent(node, self, datagram);
    }

    public void OnRecord(AccountingRecord record) => Accounting.Take(record);

    public void OnDial(LineModel line) => world.Trace(line.Lac.Name, () => $"{line.Name} dials {line.Number}");

    /// <summary>Once a virtual second.</summary>
    public void Tick()
    {
        world.Faults.Tick();
        lines.Tick();
        sessions.Tick();
        recoveries.Tick();
    }

    private sealed class Witness(Watch watch, SimulatedNode node) : IDiskWitness
    {
        public void Written(EntityId stream, long sequence, IMessage durable)
        {
            if (stream.Kind != EntityKinds.Tunnel)
                return;
            watch.wire.Written(node, stream, durable);
            if (node == watch.world.Lns)
                watch.Calls.Written(stream, durable);
        }

        public void Deleted(EntityId stream) => watch.wire.Deleted(node, stream);
    }
}
