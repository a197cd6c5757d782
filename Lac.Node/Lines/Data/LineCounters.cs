using Protocols.Hdlc;

namespace Lac.Node.Lines.Data;

/// <summary>What a line has carried since the process started. Written on the lines' thread; readers elsewhere may see a moment ago.</summary>
public sealed class LineCounters
{
    public long FramesFromLine;
    public long OctetsFromLine;
    public long FramesToLine;
    public long OctetsToLine;

    /// <summary>Whole frames that the output queue had no room for, or that are longer than a line carries.</summary>
    public long DroppedToLine;

    /// <summary>Data messages whose Ns was not the next one: lost or overtaken on the way.</summary>
    public long OutOfSequence;

    public long BadFcs;
    public long Runts;
    public long Aborts;
    public long Oversize;

    /// <summary>Adds what a deframer has counted since <paramref name="before"/>.</summary>
    internal void Add(in HdlcCounters now, in HdlcCounters before)
    {
        BadFcs += now.BadFcs - before.BadFcs;
        Runts += now.Runts - before.Runts;
        Aborts += now.Aborts - before.Aborts;
        Oversize += now.Oversize - before.Oversize;
    }
}
