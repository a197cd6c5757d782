namespace Shared.Messages.Entities;

/// <summary>
/// The node's hands: performs every effect but <see cref="TellEntity"/>, <see cref="StartTimer"/>, <see cref="CancelTimer"/> and
/// <see cref="Reply"/>, which are the host's own.
/// </summary>
public interface IEffectPerformer
{
    /// <summary>
    /// Called once the events of the decision are durable, in order for each entity, from several threads for different ones.
    /// Must not block: what takes time is handed on, and its outcome told to <paramref name="self"/>.
    /// </summary>
    void Perform(EntityId self, Effect effect);
}
