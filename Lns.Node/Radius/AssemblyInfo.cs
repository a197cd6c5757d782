using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Nodes.Tests")]
[assembly: InternalsVisibleTo("Fuzz")]
