using Lac.Node.Composition;
using Lac.Node.Configuration;
using Node.Common;

if (JournalCommand.IsMeant(args))
    return await JournalCommand.RunAsync<LacOptions>(args, LacOptions.EnvironmentPrefix, TimeProvider.System, Console.Out, Console.Error);
return await NodeProgram.Main<LacOptions>(args, "bras lac", LacOptions.EnvironmentPrefix, async (options, logs) =>
{
    var node = new LacNode(options, logs);
    await node.StartAsync();
    return new RunningNode(node, node.Failed);
});
