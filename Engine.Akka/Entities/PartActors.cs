using Akka.Actor;
using Google.Protobuf;

namespace Engine.Akka.Entities;

/// <summary>Keeps one child actor for each part of an entity. Runs within the entity's actor.</summary>
internal sealed class PartActors(IEntityParts? parts, IActorContext context)
{
    private readonly Dictionary<string, IActorRef> children = [];
    private object? token;

    /// <summary>To be called when the state may have changed.</summary>
    public void Follow(object state)
    {
        if (parts is null || ReferenceEquals(token, parts.Token(state)))
            return;
        token = parts.Token(state);
        var names = parts.Names(state).ToHashSet();
        foreach (var gone in children.Keys.Except(names).ToList())
        {
            context.Stop(children[gone]);
            children.Remove(gone);
        }
        foreach (var name in names.Where(name => !children.ContainsKey(name)))
            // without a name of its own: one that has gone may not have ended yet when another begins under the same name
            children[name] = context.ActorOf(Props.Create(() => new PartActor(name)), $"{name}-{Guid.NewGuid():n}"[..(name.Length + 7)]);
    }

    public IMessage? View(object state, string name) => parts?.View(state, name);

    /// <summary>Asked for its view, it asks the entity.</summary>
    private sealed class PartActor(string name) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is ShowPart)
                Context.Parent.Forward(new ViewPart(name));
            else
                Unhandled(message);
        }
    }
}

/// <summary>Sent to a part's actor, which answers with its view.</summary>
public sealed class ShowPart
{
    public static ShowPart Instance { get; } = new();
}

internal sealed record ViewPart(string Name);
