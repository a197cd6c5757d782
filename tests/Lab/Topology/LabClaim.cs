using System.Globalization;

namespace Lab.Topology;

/// <summary>
/// The number of a lab on this machine, in the names of all that it makes. A locked file holds it: the lock goes with the process, however
/// that ends, and the next lab cleans up what a number without lock has left behind.
/// </summary>
public sealed class LabClaim : IDisposable
{
    private const string Folder = "/run/bras-lab";

    /// <summary>Labs at one time on one machine: memory ends long before.</summary>
    private const int Numbers = 16;

    private readonly FileStream file;

    private LabClaim(int number, FileStream file)
    {
        Number = number;
        this.file = file;
    }

    public int Number { get; }

    /// <summary>Begins the name of each of its namespaces.</summary>
    public string Prefix => string.Create(CultureInfo.InvariantCulture, $"bras{Number}-");

    /// <exception cref="InvalidOperationException">All numbers are in use.</exception>
    public static async Task<LabClaim> Take()
    {
        Directory.CreateDirectory(Folder);
        LabClaim? mine = null;
        for (var number = 0; number < Numbers; number++)
            if (TryTake(number) is { } claim)
            {
                await claim.Sweep();
                if (mine is null) mine = claim;
                else claim.Dispose();
            }
        return mine ?? throw new InvalidOperationException($"{Numbers} labs are running on this machine");
    }

    /// <summary>Removes every namespace with this number.</summary>
    public async Task Sweep()
    {
        foreach (var left in NetworkNamespace.Find(Prefix)) await left.Delete();
    }

    public void Dispose() => file.Dispose();

    private static LabClaim? TryTake(int number)
    {
        try
        {
            var path = Path.Combine(Folder, number.ToString(CultureInfo.InvariantCulture));
            return new LabClaim(number, new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
