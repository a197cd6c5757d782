using Xunit;

namespace Lab.Foreign;

/// <summary>
/// A test that runs programs written by others. Where one is missing the test is skipped by name, except in CI (environment variable CI=true):
/// there it runs and fails, so that nothing goes missing unseen.
/// </summary>
public sealed class ForeignFactAttribute : FactAttribute
{
    public ForeignFactAttribute(params string[] programs)
    {
        var missing = programs.Where(program => ForeignProgram.Find(program) is null).ToList();
        if (missing.Count > 0 && !ForeignProgram.IsCi)
            Skip = $"needs {string.Join(", ", missing)}, not installed here";
    }
}
