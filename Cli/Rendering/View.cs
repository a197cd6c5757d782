namespace Cli.Rendering;

public enum CellFormat
{
    Plain,

    /// <summary>A name of a state: coloured by what it means.</summary>
    State,

    /// <summary>bit/s.</summary>
    Speed,

    Octets,

    /// <summary>A time in seconds.</summary>
    Duration,
}

/// <param name="Field">As the node's answer names it.</param>
/// <param name="And">A second field in the same column, after a slash.</param>
public sealed record Column(string Title, string Field, CellFormat Format = CellFormat.Plain, string? And = null);

/// <summary>How a list operation looks as a table. Fields without a column are in --json only.</summary>
public sealed record View(string Name, string Operation, string Description, string Nothing, IReadOnlyList<Column> Columns);
