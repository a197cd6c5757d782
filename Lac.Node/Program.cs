using Lac.Node.Composition;
using Lac.Node.Configuration;
using Node.Common;

return await NodeProgram.Main<LacOptions>(args, "bras lac", LacOptions.EnvironmentPrefix, async (options, logs) =>
{
    var node = new LacNode(options, logs);
    await node.StartAsync();
    return new RunningNode(node, node.Failed);
});
