using Engine.Tests.Support;

namespace Engine.Tests.Contract;

public sealed class EmbeddedEngineTests : EntityHostContract
{
    protected override IHostUnderTest Create() => new EmbeddedHost();
}
