namespace Bench;

/// <summary>A directory for one run, gone after it.</summary>
public sealed class Scratch : IDisposable
{
    public Scratch(string under) => Path = Directory.CreateDirectory(System.IO.Path.Combine(under, $"bras-bench-{Guid.NewGuid():n}")).FullName;

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
