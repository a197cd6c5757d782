using System.Net;
using Google.Protobuf;
using Protocols.Radius.Attributes;
using Shared.Messages;
using Shared.Messages.Entities;
using Simulation.Nodes;

namespace Simulation.Surroundings;

/// <summary>
/// The servers, and the gateway of the LNS before them: a question that finds no server is answered so after a while; a record is sent
/// until it is acknowledged, and at least once. The servers outlive the LNS; what they answer a dead one is lost.
/// </summary>
internal sealed class RadiusModel(World world)
{
    private static readonly TimeSpan GivesUpAfter = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan SendsAgainAfter = TimeSpan.FromSeconds(5);

    private readonly Random random = world.Chance("radius");

    /// <summary>The servers are silent.</summary>
    public bool IsOut { get; set; }

    public void Ask(LnsNode node, EntityId self, RadiusQuestion question)
    {
        var answers = !IsOut;
        node.In(answers ? RoundTrip() : GivesUpAfter, () => node.Tell(self, answers
            ? Answer(question)
            : new RadiusAnswer { Correlation = question.Correlation, Outcome = RadiusOutcome.NoAnswer, Text = "no server answers" }));
    }

    public void Account(LnsNode node, EntityId self, AccountingRecord record)
    {
        if (!IsOut)
            world.Oracle.OnRecord(record);
        var isHeard = !IsOut && !world.Faults.LosesAnswer(random);
        if (isHeard)
            node.In(RoundTrip(), () => node.Tell(self, new AccountingConfirmed { RecordId = record.RecordId }));
        else
            node.In(SendsAgainAfter, () => Account(node, self, record));
    }

    private TimeSpan RoundTrip() => TimeSpan.FromMilliseconds(5 + (95 * random.NextDouble()));

    private RadiusAnswer Answer(RadiusQuestion question)
    {
        var user = question.Attributes.First(attribute => attribute.Type == RadiusType.UserName && attribute.Vendor == 0).Value.ToStringUtf8();
        if (world.Faults.Rejects(random))
        {
            // a call that negotiates anew is authenticated anew, and ends when it is refused, however long it was up
            world.Sites.FirstOrDefault(site => site.Name == user)?.Disturb();
            return new RadiusAnswer { Correlation = question.Correlation, Outcome = RadiusOutcome.Reject, Text = "rejected" };
        }
        var answer = new RadiusAnswer { Correlation = question.Correlation, Outcome = RadiusOutcome.Accept };
        if (question.Group == "home")
            Grants.AddLacs(answer, world, world.Sites.First(site => user.StartsWith($"{site.Address}@", StringComparison.Ordinal)));
        else
            Grants.AddAddress(answer, world.Sites.FirstOrDefault(site => site.Name == user)?.Address ?? IPAddress.Loopback);
        return answer;
    }
}

/// <summary>What the servers grant.</summary>
internal static class Grants
{
    private const uint ErxVendor = 4874;
    private const uint ErxDialOutNumber = 35;
    private const uint ErxPppUsername = 36;
    private const uint ErxPppPassword = 37;
    private const uint ErxPppAuthProtocol = 38;
    private const uint ErxBearerType = 41;

    /// <summary>The first Access-Accept: where to, by which LACs.</summary>
    public static void AddLacs(RadiusAnswer answer, World world, Site site)
    {
        foreach (var lac in world.Lacs)
        {
            var tag = (uint)lac.Number;
            Number(answer, RadiusType.TunnelType, 3, tag: tag);
            Number(answer, RadiusType.TunnelMediumType, 1, tag: tag);
            Text(answer, RadiusType.TunnelServerEndpoint, lac.Address.Address.ToString(), tag: tag);
            Text(answer, RadiusType.TunnelPassword, WorldSettings.TunnelSecret, tag: tag);
            Text(answer, RadiusType.TunnelAssignmentId, lac.Name, tag: tag);
            Number(answer, RadiusType.TunnelPreference, 1, tag: tag);
        }
        Text(answer, ErxDialOutNumber, site.PhoneNumber, ErxVendor);
        Text(answer, ErxPppUsername, "lns", ErxVendor);
        Text(answer, ErxPppPassword, "our-secret", ErxVendor);
        Number(answer, ErxPppAuthProtocol, (uint)world.Settings.Authentication, ErxVendor);
        Number(answer, ErxBearerType, (uint)Bearer.Analog, ErxVendor);
    }

    /// <summary>The second Access-Accept: the site's address.</summary>
    public static void AddAddress(RadiusAnswer answer, IPAddress address)
    {
        answer.Attributes.Add(new RadiusAttribute { Type = RadiusType.FramedIpAddress, Value = ByteString.CopyFrom(address.GetAddressBytes()) });
        answer.Attributes.Add(new RadiusAttribute { Type = RadiusType.Class, Value = ByteString.CopyFromUtf8("site") });
    }

    private static void Text(RadiusAnswer answer, uint type, string value, uint vendor = 0, uint tag = 0) =>
        answer.Attributes.Add(new RadiusAttribute { Type = type, Vendor = vendor, Tag = tag, Value = ByteString.CopyFromUtf8(value) });

    private static void Number(RadiusAnswer answer, uint type, uint value, uint vendor = 0, uint tag = 0) =>
        answer.Attributes.Add(new RadiusAttribute
        {
            Type = type,
            Vendor = vendor,
            Tag = tag,
            Value = ByteString.CopyFrom((byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value),
        });
}
