using System.Collections.Immutable;
using System.Reflection;
using Akka.Cluster.Sharding;

namespace Engine.Akka.Sharding;

/// <summary>
/// What a shard and its coordinator say to a store of remembered entities. Akka.NET takes a store of ours, but keeps these messages
/// internal; so they are made by reflection, in this file only. A test fails when a version of Akka.NET changes them.
/// </summary>
internal static class RememberProtocol
{
    private const string Shard = "Akka.Cluster.Sharding.Internal.RememberEntitiesShardStore+";
    private const string Coordinator = "Akka.Cluster.Sharding.Internal.RememberEntitiesCoordinatorStore+";

    private static readonly Type GetEntities = Named(Shard + "GetEntities");
    private static readonly Type Update = Named(Shard + "Update");
    private static readonly PropertyInfo Started = Update.GetProperty("Started")!;
    private static readonly PropertyInfo Stopped = Update.GetProperty("Stopped")!;
    private static readonly ConstructorInfo NewUpdateDone = Named(Shard + "UpdateDone").GetConstructors()[0];
    private static readonly ConstructorInfo NewRememberedEntities = Named(Shard + "RememberedEntities").GetConstructors()[0];
    private static readonly Type GetShards = Named(Coordinator + "GetShards");
    private static readonly Type AddShard = Named(Coordinator + "AddShard");
    private static readonly PropertyInfo AddedShard = AddShard.GetProperty("ShardId")!;
    private static readonly ConstructorInfo NewShardDone = Named(Coordinator + "UpdateDone").GetConstructors()[0];
    private static readonly ConstructorInfo NewRememberedShards = Named(Coordinator + "RememberedShards").GetConstructors()[0];

    public static bool IsGetEntities(object message) => GetEntities.IsInstanceOfType(message);

    public static bool IsGetShards(object message) => GetShards.IsInstanceOfType(message);

    /// <returns>Null when it is no update.</returns>
    public static object? UpdateDone(object message) =>
        Update.IsInstanceOfType(message) ? NewUpdateDone.Invoke([Started.GetValue(message), Stopped.GetValue(message)]) : null;

    /// <returns>Null when no shard is added.</returns>
    public static object? ShardAdded(object message) =>
        AddShard.IsInstanceOfType(message) ? NewShardDone.Invoke([AddedShard.GetValue(message)]) : null;

    public static object RememberedEntities(IEnumerable<string> entities) => NewRememberedEntities.Invoke([entities.ToImmutableHashSet()]);

    public static object RememberedShards(IEnumerable<string> shards) => NewRememberedShards.Invoke([shards.ToImmutableHashSet()]);

    private static Type Named(string name) => typeof(ClusterSharding).Assembly.GetType(name, throwOnError: true)!;
}
