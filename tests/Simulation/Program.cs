using Simulation.Runs;

return Campaign.Start(args, Console.Out);
