using System.IO.MemoryMappedFiles;
using Shared.Messages;

namespace Lns.Node.Forwarding.Counters;

/// <summary>
/// Traffic counters of all sessions in a memory-mapped file, so that they survive the process: the kernel writes the pages back even
/// after kill -9. A session that is installed again after a restart finds its slot by <see cref="SlotIdentity"/> and counts on;
/// one whose removal is known starts at zero.
/// </summary>
/// <remarks>The mapping lives as long as anything refers to it; unmapping under a running forwarder would end the process.</remarks>
public sealed unsafe class CounterFile
{
    public const int FormatVersion = 1;

    /// <summary>Twice the calls that one node holds (performance P3), so that the totals of ended calls stay for a while; 8 MiB.</summary>
    public const int DefaultSlots = 131_072;

    /// <summary>"BRAScnt" and the version, as a little-endian number.</summary>
    private const ulong Magic = 0x00746E6353415242 | (ulong)FormatVersion << 56;

    private readonly MemoryMappedViewAccessor view;
    private readonly CounterSlot* slots;
    private readonly int slotCount;
    private readonly Dictionary<ulong, int> slotByKey = [];
    private readonly HashSet<int> attached = [];
    private readonly Queue<int> reusable = new();
    private int untouched;

    private CounterFile(MemoryMappedViewAccessor view, int slotCount)
    {
        this.view = view;
        this.slotCount = slotCount;
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        // the file's header takes the room of the first slot
        slots = (CounterSlot*)(start + view.PointerOffset) + 1;
    }

    ~CounterFile() => view?.SafeMemoryMappedViewHandle.ReleasePointer();

    /// <summary>Sessions for which there was no slot: all are taken by live ones.</summary>
    public long Unsaved { get; private set; }

    /// <summary>Opens or creates the file. Its room is allocated at once: a disk that fills up later cannot hurt.</summary>
    /// <exception cref="IOException">Unwritable, no room on the disk, or no counter file of this version: the message tells.</exception>
    public static CounterFile Open(string path, int slotCount = DefaultSlots)
    {
        var octets = (long)(slotCount + 1) * CounterSlot.Octets;
        try
        {
            using var stream = OpenStream(path, octets);
            // an existing file keeps the size that it was made with
            octets = stream.Length;
            if (octets < 2 * CounterSlot.Octets || octets % CounterSlot.Octets != 0)
                throw new IOException($"{path} is no counter file: {octets} octets long");
            using var map = MemoryMappedFile.CreateFromFile(
                stream, null, octets, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
            var view = map.CreateViewAccessor(0, octets);
            return Load(path, view, (int)(octets / CounterSlot.Octets) - 1);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new IOException($"cannot write the counter file {path}: {refused.Message}", refused);
        }
    }

    /// <summary>The counters of this call: those it had before a restart, or fresh ones.</summary>
    internal SessionTraffic Attach(SlotIdentity identity, long nowUnixMs)
    {
        if (slotByKey.TryGetValue(identity.Key, out var known) && slots[known].State == SlotState.Live
            && slots[known].PeerHash == identity.PeerHash)
        {
            attached.Add(known);
            return new SessionTraffic(this, slots + known);
        }
        Release(identity.Key);
        if (!TryTakeSlot(out var index))
        {
            Unsaved++;
            return SessionTraffic.Unsaved(nowUnixMs);
        }
        Forget(index);
        slots[index] = new CounterSlot
        {
            State = SlotState.Live,
            Ids = identity.Ids,
            LocalHash = identity.LocalHash,
            PeerHash = identity.PeerHash,
            InstalledUnixSeconds = (uint)(nowUnixMs / 1000),
        };
        slotByKey[identity.Key] = index;
        attached.Add(index);
        return new SessionTraffic(this, slots + index);
    }

    /// <summary>The session has ended: its totals stay readable until the slot is needed, but are never counted on.</summary>
    internal void Release(ulong key)
    {
        if (!slotByKey.TryGetValue(key, out var index) || slots[index].State != SlotState.Live)
            return;
        slots[index].State = SlotState.Removed;
        attached.Remove(index);
        reusable.Enqueue(index);
    }

    /// <summary>The latest totals under these ids, of a live session or of one that has ended.</summary>
    internal TrafficCounters? Find(ulong key) =>
        slotByKey.TryGetValue(key, out var index) ? new SessionTraffic(this, slots + index).Read() : null;

    private static FileStream OpenStream(string path, long octets)
    {
        var exists = File.Exists(path) && new FileInfo(path).Length > 0;
        if (exists)
            return new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var stream = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite,
            PreallocationSize = octets,
        });
        stream.SetLength(octets);
        return stream;
    }

    private static CounterFile Load(string path, MemoryMappedViewAccessor view, int slotCount)
    {
        var magic = view.ReadUInt64(0);
        if (magic == 0)
            view.Write(0, Magic);
        else if (magic != Magic)
            throw new IOException($"{path} is no counter file of version {FormatVersion}; move it away to start with zero counters");
        var file = new CounterFile(view, slotCount);
        file.Index();
        return file;
    }

    private void Index()
    {
        var removed = new List<int>();
        for (var index = 0; index < slotCount; index++)
        {
            if (slots[index].State == SlotState.Free)
                continue;
            untouched = index + 1;
            if (slots[index].State == SlotState.Removed)
                removed.Add(index);
            if (!slotByKey.TryGetValue(slots[index].Key, out var other) || IsNewer(index, other))
                slotByKey[slots[index].Key] = index;
        }
        foreach (var index in removed.OrderBy(index => slots[index].LastTrafficUnixMs))
            reusable.Enqueue(index);
    }

    private bool IsNewer(int index, int other) =>
        (slots[index].State == SlotState.Live, slots[index].InstalledUnixSeconds)
            .CompareTo((slots[other].State == SlotState.Live, slots[other].InstalledUnixSeconds)) > 0;

    /// <summary>A slot never used, else the one that ended first, else one whose session did not come back after a restart.</summary>
    private bool TryTakeSlot(out int index)
    {
        if (untouched < slotCount)
        {
            index = untouched++;
            return true;
        }
        while (reusable.TryDequeue(out index))
            if (slots[index].State != SlotState.Live)
                return true;
        for (index = 0; attached.Count < slotCount && index < slotCount; index++)
            if (!attached.Contains(index))
                return true;
        return false;
    }

    private void Forget(int index)
    {
        if (slots[index].State != SlotState.Free && slotByKey.TryGetValue(slots[index].Key, out var owner) && owner == index)
            slotByKey.Remove(slots[index].Key);
    }
}
