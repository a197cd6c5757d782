using Engine.Akka;
using Engine.Akka.Members;
using Lns.Node.Configuration;
using Microsoft.Data.Sqlite;
using Node.Common.Cluster;
using Node.Common.Configuration.Sections;

namespace Lns.Node.Cluster;

/// <summary>The configuration's section as the engine takes it.</summary>
internal static class LnsClusterSettings
{
    public static ClusterSettings From(LnsOptions options, ClusterOptions cluster) => new()
    {
        NodeName = options.Node,
        Address = cluster.Address,
        BindAddress = cluster.BindAddress?.ToString(),
        Port = cluster.Port,
        Roles = MemberList.RolesOf(ClusterRoles.Lns, options.Node),
        Seeds = cluster.Formation == ClusterFormation.Seeds ? cluster.Seeds : [],
        Bootstrap = Membership.Bootstrap(cluster),
        Journal = Journal(options, cluster.Journal),
        Detector = Membership.Detector(cluster),
        Resolver = Membership.Resolver(cluster),
        HandOverPatience = TimeSpan.FromSeconds(cluster.DrainSeconds),
    };

    private static JournalSettings Journal(LnsOptions options, ClusterJournalOptions journal) => journal.Sqlite is { } file
        ? new JournalSettings
        {
            Provider = JournalProvider.Sqlite,
            ConnectionString = new SqliteConnectionStringBuilder { DataSource = file }.ToString(),
            KeyFile = options.EffectiveKeyFile,
        }
        : new JournalSettings { Provider = JournalProvider.PostgreSql, ConnectionString = journal.Postgresql!.Text, KeyFile = options.EffectiveKeyFile };
}
