namespace Interop.Tests.Support;

/// <summary>How long a test waits for what must come; the machine may be busy with other tests.</summary>
internal static class Patience
{
    public const int Seconds = 30;

    public static TimeSpan Time => TimeSpan.FromSeconds(Seconds);

    /// <summary>For what no event tells: asks until the answer is right.</summary>
    public static async Task<T> Until<T>(string what, Func<Task<T>> ask, Func<T, bool> isRight, int seconds = Seconds, Func<T, string>? show = null)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await ask();
            if (isRight(answer)) return answer;
            if (TimeProvider.System.GetElapsedTime(begin).TotalSeconds > seconds) throw new TimeoutException($"{what}: still {show?.Invoke(answer) ?? answer?.ToString()} after {seconds} s");
            await Task.Delay(50);
        }
    }
}
