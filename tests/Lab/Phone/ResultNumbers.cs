namespace Lab.Phone;

/// <summary>Numeric result codes of V.250 §5.7.1, for a terminal that asked for them with V0.</summary>
internal static class ResultNumbers
{
    public static int Of(string result) => result switch
    {
        "OK" => 0,
        "RING" => 2,
        "NO CARRIER" => 3,
        "ERROR" => 4,
        "NO DIALTONE" => 6,
        "BUSY" => 7,
        "NO ANSWER" => 8,
        _ => 1,
    };
}
