using Lns.Node.Composition;
using Lns.Node.Configuration;
using Lns.Node.Standby;
using Node.Common;

if (JournalCommand.IsMeant(args))
    return await JournalCommand.RunAsync<LnsOptions>(args, LnsOptions.EnvironmentPrefix, TimeProvider.System, Console.Out, Console.Error);
if (HandOverCommand.IsMeant(args))
    return await HandOverCommand.RunAsync(args, TimeProvider.System);
return await NodeProgram.Main<LnsOptions>(args, "bras lns", LnsOptions.EnvironmentPrefix, NodeForm.StartAsync);
