using Lns.Node.Composition;
using Lns.Node.Configuration;
using Node.Common;

return await NodeProgram.Main<LnsOptions>(args, "bras lns", LnsOptions.EnvironmentPrefix, async (options, logs) =>
{
    var node = new LnsNode(options, logs);
    await node.StartAsync();
    return new RunningNode(node, node.Failed);
});
