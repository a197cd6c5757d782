using Google.Protobuf;

namespace Engine.Akka.Entities;

/// <summary>
/// What of an entity is an actor of its own beneath the entity's, so that inspection shows it: the sessions of a tunnel. The parts decide
/// nothing; their state machines live in the entity's state, and what happens to them is one decision with it.
/// </summary>
public interface IEntityParts
{
    /// <summary>Of the entities that have such parts.</summary>
    string Kind { get; }

    /// <summary>Another object when a part has come or gone; asked after every decision, so it must cost nothing.</summary>
    object Token(object state);

    /// <summary>Each may stand in a path.</summary>
    IEnumerable<string> Names(object state);

    /// <returns>Null when there is no such part.</returns>
    IMessage? View(object state, string name);
}
