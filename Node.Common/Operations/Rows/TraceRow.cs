namespace Node.Common.Operations.Rows;

/// <summary>One line of a trace: what an entity reported.</summary>
/// <param name="At">UTC, ISO 8601 with milliseconds, so that the lines of several nodes can be put in order.</param>
/// <param name="Event">The milestone, as in the log.</param>
/// <param name="Session">Our session id, where it is of one.</param>
/// <param name="Detail">The decoded control message, or the report's other fields.</param>
public sealed record TraceRow(string At, string Entity, string Event, string Text, int? Session, string? Detail);
