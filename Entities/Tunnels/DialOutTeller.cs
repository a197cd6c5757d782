using Entities.DialOut;
using Google.Protobuf;
using Shared.Messages.Entities;

namespace Entities.Tunnels;

/// <summary>Answers go to the dial-out session that a call key names; a key that no session made has nobody to tell.</summary>
internal static class DialOutTeller
{
    public static void Tell(TunnelTurn turn, string callKey, IMessage message)
    {
        if (CallKey.Session(callKey) is { } session) turn.Do(new TellEntity(session, message));
    }
}
