using Xunit;

namespace Lab.Foreign;

/// <summary>
/// A test that runs programs written by others. Where one is missing the test is skipped by name, except in CI (environment variable CI=true):
/// there it runs and fails, so that nothing goes missing unseen.
/// </summary>
public sealed class ForeignFactAttribute : FactAttribute
{
    private readonly List<string> missing;

    public ForeignFactAttribute(params string[] programs) =>
        missing = [.. programs.Where(program => ForeignProgram.Find(program) is null)];

    /// <summary>The programs do what only root may.</summary>
    public bool NeedsRoot { get; set; }

    public override string? Skip
    {
        get => ForeignProgram.IsCi ? base.Skip : base.Skip ?? Reason();
        set => base.Skip = value;
    }

    private string? Reason()
    {
        if (missing.Count > 0) return $"needs {string.Join(", ", missing)}, not installed here";
        return NeedsRoot && Environment.UserName != "root" ? "needs root" : null;
    }
}
