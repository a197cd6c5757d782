using Google.Protobuf;
using Shared.Messages.Entities;

namespace Engine.Scheduling;

/// <param name="Answer">Takes the <see cref="Reply"/> of the decision; null when nobody asked.</param>
internal readonly record struct Envelope(EntityId To, IMessage Command, TaskCompletionSource<IMessage>? Answer);
