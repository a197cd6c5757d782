using Entities.Lines;

namespace Entities.Calls.Lac;

/// <summary>Which pool dials a number, from the LAC's configuration.</summary>
public interface ILinePools
{
    PoolAnswer Choose(LineWish wish);
}
