using Engine.Akka.Forwarding.Table;
using Shared.Messages;

namespace Engine.Akka.Tests.Forwarding.World;

/// <summary>A machine: its replica and its data path.</summary>
internal sealed class WorldNode(string machine, uint tag, LossyNet net)
{
    private int incarnation;

    public string Machine => machine;

    public string Name => $"{machine}#{incarnation}";

    public ForwardingTable Table { get; } = new(tag);

    /// <summary>What its data path would forward.</summary>
    public Dictionary<RowKey, TableRow> DataPath { get; } = [];

    public void Do(long now)
    {
        Table.Flush();
        foreach (var effect in Table.TakeEffects())
            switch (effect)
            {
                case TableEffect.Send send: net.Send(Name, send.Node, send.Message, now); break;
                case TableEffect.Install install: DataPath[RowKey.Of(install.Row)!.Value] = install.Row; break;
                case TableEffect.Remove remove: DataPath.Remove(RowKey.Of(remove.Key)!.Value); break;
            }
    }

    /// <summary>Its actor system was downed and begins anew in the process.</summary>
    public void Restart()
    {
        incarnation++;
        Table.Restart(Name);
    }
}
