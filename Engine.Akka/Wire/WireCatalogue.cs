using Google.Protobuf;
using Google.Protobuf.Reflection;
using Shared.Messages;

namespace Engine.Akka.Wire;

/// <summary>
/// Which messages may cross a node boundary, and under which manifest. Manifests are on the wire between versions: frozen, and never given
/// to another message.
/// </summary>
public sealed class WireCatalogue
{
    private readonly Dictionary<string, MessageDescriptor> byManifest = [];
    private readonly Dictionary<string, string> byName = [];

    private WireCatalogue(IEnumerable<(string Manifest, MessageDescriptor Message)> messages)
    {
        foreach (var (manifest, message) in messages)
        {
            byManifest.Add(manifest, message);
            byName.Add(message.FullName, manifest);
        }
    }

    /// <summary>Commands of entities and their answers.</summary>
    public static WireCatalogue Bras { get; } = new(
    [
        ("tf", TimerFired.Descriptor), ("ra", RadiusAnswer.Descriptor), ("ac", AccountingConfirmed.Descriptor),
        ("pc", PlaceCall.Descriptor), ("ot", OpenTunnel.Descriptor), ("cc", CloseCall.Descriptor), ("qc", QueryCall.Descriptor),
        ("cr", CallRefused.Descriptor), ("ca", CallAccepted.Descriptor), ("cu", CallUp.Descriptor), ("cf", CallFailed.Descriptor),
        ("cl", CallClosed.Descriptor),
        ("ti", TunnelIdTaken.Descriptor), ("sd", SetDestinationState.Descriptor), ("hd", ShowDestination.Descriptor),
        ("ds", DestinationStatus.Descriptor),
        ("tr", Trigger.Descriptor), ("sf", SlotFree.Descriptor), ("rs", ResetSession.Descriptor), ("xs", DeleteSession.Descriptor),
        ("hs", ShowDialOutSession.Descriptor), ("sr", SetRouteState.Descriptor), ("dr", DialOutResult.Descriptor),
        ("ss", DialOutSessionStatus.Descriptor), ("hr", ShowDialOutRoute.Descriptor), ("rc", SetRouteCondition.Descriptor),
        ("rr", ReportRouteCounters.Descriptor), ("rt", DialOutRouteStatus.Descriptor),
        ("pf", PppFrame.Descriptor), ("tp", TrafficReport.Descriptor),
        ("sl", SeizeLine.Descriptor), ("ls", LineSeized.Descriptor), ("le", LineEnded.Descriptor), ("lc", LineConnected.Descriptor),
        ("rl", ReleaseLine.Descriptor), ("bl", BridgeLine.Descriptor), ("sa", SetLineAccm.Descriptor), ("lv", LineEvent.Descriptor),
        ("ol", OpenLinePool.Descriptor), ("hl", ShowLines.Descriptor), ("ll", LineList.Descriptor),
        ("dg", Datagram.Descriptor), ("at", AcceptTunnel.Descriptor), ("lt", LoseTie.Descriptor), ("tl", TunnelLoad.Descriptor),
        ("tc", TunnelClosed.Descriptor), ("rp", ReportLoad.Descriptor), ("ct", CloseTunnel.Descriptor), ("cs", CloseSession.Descriptor),
        ("ht", ShowTunnel.Descriptor), ("tv", TunnelView.Descriptor),
        ("rv", RecoverTunnel.Descriptor), ("rk", RecoveryAsked.Descriptor), ("ry", RecoveryReady.Descriptor),
        ("rn", RecoveryTaken.Descriptor), ("rf", RecoveryFailed.Descriptor), ("rq", ReserveSequence.Descriptor),
    ]);

    public IEnumerable<(string Manifest, MessageDescriptor Message)> All => byManifest.Select(pair => (pair.Key, pair.Value));

    /// <summary>The same and more, for kinds that others host.</summary>
    public WireCatalogue With(params IEnumerable<(string Manifest, MessageDescriptor Message)> more) => new([.. All, .. more]);

    /// <exception cref="ArgumentException">It may not cross a node boundary.</exception>
    public string ManifestOf(IMessage message) => byName.TryGetValue(message.Descriptor.FullName, out var manifest)
        ? manifest : throw new ArgumentException($"{message.Descriptor.FullName} is not in the catalogue of what crosses a node boundary");

    /// <exception cref="ArgumentException">No message of this version.</exception>
    /// <exception cref="InvalidProtocolBufferException">These octets are none.</exception>
    public IMessage Read(string manifest, ByteString content) => byManifest.TryGetValue(manifest, out var message)
        ? message.Parser.ParseFrom(content) : throw new ArgumentException($"there is no message with the manifest '{manifest}'");
}
