namespace Lab.Sites;

/// <summary>Whoever is at the other end of a telephone call, from carrier to hang-up (disposal).</summary>
internal interface IFarEnd : IDisposable
{
    void CarrierUp();

    /// <summary>Octets from the line.</summary>
    void Receive(ReadOnlySpan<byte> octets);
}
