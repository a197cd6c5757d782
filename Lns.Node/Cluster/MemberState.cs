namespace Lns.Node.Cluster;

/// <summary>What a node says of itself to the others: the answer of the operation <c>member</c>.</summary>
/// <param name="Health">healthy, degraded or unhealthy.</param>
/// <param name="Shards">Shards whose entities live on it.</param>
/// <param name="TableBehind">Changes of the forwarding table that it knows of and lacks.</param>
/// <param name="Configuration">Hash of its routes and settings.</param>
/// <param name="Generation">Of its routes and settings; 0 where the program knows none.</param>
/// <param name="Text">What is wrong with it.</param>
internal sealed record MemberState(string Health, long UpSeconds, int Shards, int Entities, int ForwardingSessions, long TableBehind,
    string Configuration, int Generation, string? Text);
