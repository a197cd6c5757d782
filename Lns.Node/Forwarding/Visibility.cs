using System.Runtime.CompilerServices;

// the counter file's slots are tested below its public face
[assembly: InternalsVisibleTo("Nodes.Tests")]
