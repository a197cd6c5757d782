namespace Protocols.L2tp;

/// <summary>Values of the Message Type AVP (RFC 2661 §3.2, RFC 4951 §4). 0, 5 and 13 are reserved.</summary>
public enum MessageType : ushort
{
    Sccrq = 1,
    Sccrp = 2,
    Scccn = 3,
    StopCcn = 4,
    Hello = 6,
    Ocrq = 7,
    Ocrp = 8,
    Occn = 9,
    Icrq = 10,
    Icrp = 11,
    Iccn = 12,
    Cdn = 14,
    Wen = 15,
    Sli = 16,
    Fsq = 21,
    Fsr = 22,
}
