using Google.Protobuf;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.Journal;

public class SharedPartsTests
{
    [Fact]
    public void EqualTermsAndProfilesReadFromAJournalAreOneObject()
    {
        var (call, session) = (Read(JournalSchemas.Tunnel, Placed("a")), Read(JournalSchemas.DialOutSession, Connecting("a")));
        call.Order.Tunnel.ShouldBeSameAs(session.Grant.Tunnels[1]);
        call.Order.Profile.ShouldBeSameAs(session.Grant.Profile);
        var snapshot = Read(JournalSchemas.Tunnel, new TunnelSnapshot { LnsCalls = { new LnsCallSnapshot { Placed = Placed("a") } } });
        snapshot.LnsCalls[0].Placed.Order.Tunnel.ShouldBeSameAs(call.Order.Tunnel);
    }

    [Fact]
    public void WhatDiffersStaysApart_AndEverythingIsAsItWasWritten()
    {
        var (one, other) = (Read(JournalSchemas.Tunnel, Placed("a")), Read(JournalSchemas.Tunnel, Placed("b")));
        (one, other).ShouldBe((Placed("a"), Placed("b")));
        one.Order.Tunnel.ShouldNotBeSameAs(other.Order.Tunnel);
        Read(JournalSchemas.DialOutSession, Connecting("b")).ShouldBe(Connecting("b"));
        Read(JournalSchemas.Tunnel, new CallForgotten { SessionId = 1 }).ShouldBe(new CallForgotten { SessionId = 1 });
    }

    private static TMessage Read<TMessage>(JournalSchema schema, TMessage written) where TMessage : IMessage => (TMessage)schema.Read(schema.Write(written))!;

    private static CallPlaced Placed(string lac) => new()
    {
        SessionId = 1, Order = new CallOrder { CallKey = "k", Tunnel = Terms(lac), Profile = new CallProfile { Name = "shared parts test", Mru = 1454 } },
    };

    private static DialOutConnecting Connecting(string lac) => new()
    {
        Grant = new DialOutGrant { Tunnels = { Terms("first"), Terms(lac) }, Profile = new CallProfile { Name = "shared parts test", Mru = 1454 } },
    };

    private static TunnelTerms Terms(string lac) => new() { AssignmentId = $"shared parts test {lac}", Secret = ByteString.CopyFromUtf8("s") };
}
