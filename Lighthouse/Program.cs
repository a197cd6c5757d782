using Lighthouse;
using Node.Common;

return await NodeProgram.Main<LighthouseOptions>(args, "bras lighthouse", LighthouseOptions.EnvironmentPrefix, async (options, logs) =>
{
    var node = new LighthouseNode(options, logs);
    await node.StartAsync();
    return new RunningNode(node, Task.Delay(Timeout.Infinite));
});
