using System.Reflection;
using System.Reflection.Emit;
using Engine.Akka.Wire;
using Entities.Tunnels;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Engine.Akka.Tests.Wire;

/// <summary>
/// An entity may live on another node than whoever speaks to it. A message that is missing in the catalogue works on one machine, and is lost
/// between two.
/// </summary>
public sealed class WireCoverageTests
{
    /// <summary>These have serializers of their own, or travel as octets of their own.</summary>
    private static readonly MessageDescriptor[] Carriers =
    [
        Parcel.Descriptor, CommandsDecided.Descriptor, Contact.Descriptor, VoterView.Descriptor, NodeMessage.Descriptor, TableMessage.Descriptor, TrafficMessage.Descriptor,
        DecisionEvents.Descriptor,
    ];

    private static readonly HashSet<string> Catalogued = [.. WireCatalogue.Bras.All.Select(pair => pair.Message.FullName)];

    private static readonly IReadOnlyList<MessageDescriptor> All =
    [
        .. typeof(Datagram).Assembly.GetTypes().Where(type => typeof(IMessage).IsAssignableFrom(type) && !type.IsAbstract)
            .Select(type => ((IMessage)Activator.CreateInstance(type)!).Descriptor),
    ];

    private static readonly HashSet<string> Events = [.. JournalSchemas.ByKind.Values.SelectMany(schema => EventsOf(schema.Wrapper)).Select(message => message.FullName)];

    private static readonly HashSet<string> Parts =
        [.. All.SelectMany(message => message.Fields.InDeclarationOrder()).Where(field => field.FieldType == FieldType.Message).Select(field => field.MessageType.FullName)];

    /// <summary>Stay on their node: what effects are made of.</summary>
    private static readonly HashSet<string> OfEffects =
    [
        .. typeof(Effect).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Effect))).SelectMany(type => type.GetProperties())
            .Select(property => property.PropertyType).Where(type => typeof(IMessage).IsAssignableFrom(type) && !type.IsInterface)
            .Select(type => ((IMessage)Activator.CreateInstance(type)!).Descriptor.FullName),
    ];

    [Fact]
    public void WhatIsNeitherEventNorPartOfAnotherMessageCanBeSent() =>
        All.Where(message => !Catalogued.Contains(message.FullName) && !Parts.Contains(message.FullName) && !Events.Contains(message.FullName)
            && !OfEffects.Contains(message.FullName) && !Carriers.Contains(message)).Select(message => message.FullName).ShouldBeEmpty();

    [Fact]
    public void EveryCommandThatAnEntityTellsFromOthersCanBeSent()
    {
        var told = Named(OpCodes.Isinst).Concat(Named(OpCodes.Castclass)).Where(name => !Events.Contains(name)).ToHashSet();
        told.ShouldContain(Datagram.Descriptor.FullName, "the reading of instructions finds nothing");
        told.Count.ShouldBeGreaterThan(40);
        told.Except(Catalogued).ShouldBeEmpty();
    }

    [Fact]
    public void EveryAnswerOfAnEntityCanBeSent()
    {
        var answers = Instructions.Of(typeof(TunnelKind).Assembly).SelectMany(AnswersIn).ToList();
        answers.ShouldContain(typeof(TunnelView));
        answers.ShouldAllBe(type => typeof(IMessage).IsAssignableFrom(type), "what is answered must be made right where the reply is");
        answers.Select(type => ((IMessage)Activator.CreateInstance(type)!).Descriptor.FullName).Except(Catalogued).ShouldBeEmpty();
    }

    private static IEnumerable<string> Named(OpCode code) => Instructions.Of(typeof(TunnelKind).Assembly).SelectMany(method => method)
        .Where(instruction => instruction.Code == code).Select(instruction => instruction.Named).OfType<Type>()
        .Where(type => typeof(IMessage).IsAssignableFrom(type) && !type.IsAbstract).Select(type => ((IMessage)Activator.CreateInstance(type)!).Descriptor.FullName);

    /// <summary>What a reply is made of stands right before it: a call that returns the answer, or setters of one that was just made.</summary>
    private static IEnumerable<Type> AnswersIn(IReadOnlyList<(OpCode Code, MemberInfo? Named)> method)
    {
        for (var i = 1; i < method.Count; i++)
            if (method[i].Code == OpCodes.Newobj && method[i].Named?.DeclaringType == typeof(Reply))
                yield return method[i - 1].Named switch
                {
                    ConstructorInfo made => made.DeclaringType!,
                    MethodInfo { ReturnType: var type, DeclaringType: var owner } => type == typeof(void) ? owner! : type,
                    _ => typeof(void),
                };
    }

    private static IEnumerable<MessageDescriptor> EventsOf(MessageDescriptor wrapper) =>
        [wrapper, .. wrapper.Fields.InDeclarationOrder().Where(field => field.FieldType == FieldType.Message).Select(field => field.MessageType)];
}
