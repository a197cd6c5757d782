using Shared.Messages.Entities;

namespace Lac.Node.Lines.Drivers;

/// <summary>
/// Moves one line. Everything happens on the lines' thread. A driver promises: after <see cref="LineOrder.HangUp"/> comes LINE_ON_HOOK
/// once the hang-up is proven, then LINE_READY once it may dial, or LINE_GONE; nothing of an earlier call comes after LINE_ON_HOOK.
/// Disposing of it hangs up without a word.
/// </summary>
interface ILineDriver : IDisposable
{
    void Execute(LineOrder order);
}
