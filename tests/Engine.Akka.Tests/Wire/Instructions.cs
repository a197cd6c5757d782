using System.Reflection;
using System.Reflection.Emit;

namespace Engine.Akka.Tests.Wire;

/// <summary>The instructions of compiled methods: what a program really does with types, whatever its sources look like.</summary>
internal static class Instructions
{
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <returns>Each method of the assembly that has a body, with its instructions and what they name, in order.</returns>
    public static IEnumerable<IReadOnlyList<(OpCode Code, MemberInfo? Named)>> Of(Assembly assembly) => assembly.GetTypes()
        .SelectMany(type => type.GetMembers(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance))
        .OfType<MethodBase>().Where(method => method.GetMethodBody() is not null).Select(method => (IReadOnlyList<(OpCode, MemberInfo?)>)[.. Read(method)]);

    private static IEnumerable<(OpCode Code, MemberInfo? Named)> Read(MethodBase method)
    {
        var body = method.GetMethodBody()!.GetILAsByteArray()!;
        for (var at = 0; at < body.Length;)
        {
            var first = body[at++];
            var code = Codes[first == 0xFE ? unchecked((short)(0xFE00 | body[at++])) : first];
            var isNaming = code.OperandType is OperandType.InlineMethod or OperandType.InlineType or OperandType.InlineTok;
            yield return (code, isNaming ? Resolve(method, BitConverter.ToInt32(body, at)) : null);
            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(body, at),
                _ => 4,
            };
        }
    }

    private static MemberInfo? Resolve(MethodBase method, int token) => method.Module.ResolveMember(token,
        method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null, method.IsGenericMethod ? method.GetGenericArguments() : null);
}
