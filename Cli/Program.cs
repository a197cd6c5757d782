using Cli;
using Cli.Commands;

Console.OutputEncoding = System.Text.Encoding.UTF8;
return await CommandTree.Build(Terminal.OfProcess()).Parse(args).InvokeAsync();
