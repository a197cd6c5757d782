using System.Text;

namespace Node.Common.Operations;

/// <summary>Lines of a bounded length from a stream; a reader of the library has no bound.</summary>
internal sealed class RequestLines(Stream stream, int maximumLength)
{
    private readonly byte[] buffer = new byte[maximumLength];
    private int filled;

    /// <returns>Null at the end of the stream.</returns>
    /// <exception cref="InvalidDataException">The line is longer than the bound.</exception>
    public async Task<string?> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var end = buffer.AsSpan(0, filled).IndexOf((byte)'\n');
            if (end >= 0)
            {
                var line = Encoding.UTF8.GetString(buffer, 0, end);
                buffer.AsSpan(end + 1, filled - end - 1).CopyTo(buffer);
                filled -= end + 1;
                return line;
            }

            if (filled == buffer.Length)
                throw new InvalidDataException("a request without end");
            var read = await stream.ReadAsync(buffer.AsMemory(filled), cancellation);
            if (read == 0)
                return null;
            filled += read;
        }
    }
}
