namespace Engine.Akka.Tests.Support;

/// <summary>Settings that bring a cluster up in a moment.</summary>
internal static class TestSettings
{
    public static readonly DetectorSettings Detector = new() { GossipInterval = TimeSpan.FromMilliseconds(100) };

    public static ClusterSettings Alone(JournalSettings journal) => new()
    {
        NodeName = "lns-1",
        Address = "127.0.0.1",
        Port = 0,
        Journal = journal,
        SnapshotAfterRecords = 10,
        Detector = Detector,
    };
}
