using Lns.Node.Configuration;
using Lns.Node.Standby;
using Node.Common;

if (HandOverCommand.IsMeant(args))
    return await HandOverCommand.RunAsync(args, TimeProvider.System);
return await NodeProgram.Main<LnsOptions>(args, "bras lns", LnsOptions.EnvironmentPrefix, async (options, logs) =>
{
    var process = await LnsProcess.StartAsync(options, logs);
    return new RunningNode(process, process.Ended);
});
