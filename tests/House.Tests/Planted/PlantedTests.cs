using House.Tests.Rules;
using House.Tests.Tree;

namespace House.Tests.Planted;

/// <summary>Each rule finds what it is for, and lets its neighbour pass.</summary>
public sealed class PlantedTests
{
    [Theory]
    [InlineData("Entities/A.cs", "class A { object M() => System.DateTime.UtcNow; }", 1)]
    [InlineData("Lns.Node/A.cs", "class A { object M() => DateTimeOffset.Now; }", 1)]
    [InlineData("Lns.Node/A.cs", "class A { void M() { Thread.Sleep(1); var r = new Random(); Random q = new(); } Random R { get; } = new(); }", 4)]
    [InlineData("tests/X.Tests/A.cs", "class A { void M() => System.Threading.Thread.Sleep(1); }", 1)]
    [InlineData("Engine/A.cs", "class A { long M() => Environment.TickCount64; }", 1)]
    [InlineData("Platform/A.cs", "class A { object M() => DateTime.UtcNow; }", 0)]
    [InlineData("Lns.Node/Program.cs", "class A { object M() => DateTime.UtcNow; }", 0)]
    [InlineData("Lns.Node/Other/Program.cs", "class A { object M() => DateTime.UtcNow; }", 1)]
    [InlineData("Entities/A.cs", "class A { object M() => new Random(7); // DateTime.UtcNow\n string S => \"DateTime.UtcNow\"; }", 0)]
    [InlineData("Entities/A.cs", "class A { object M(TimeProvider time) => time.GetUtcNow(); A B = new(); }", 0)]
    public void BannedCallsAreFound(string path, string text, int count) => BannedCalls.Check(new(path, text)).Count().ShouldBe(count);

    [Theory]
    [InlineData("Entities/A.cs", "using Engine.Journal;", 1)]
    [InlineData("Engine.Akka/Forwarding/Counting/A.cs", "using Akka.Actor; using Engine.Akka.Sharding; using Engine.Akka.Forwarding.Table;", 2)]
    [InlineData("Protocols/L2tp/A.cs", "using System.Threading.Tasks;", 1)]
    [InlineData("Entities/A.cs", "class A { async void M() { await M(); } }", 1)]
    [InlineData("Entities/A.cs", "class A { int M() => Random.Shared.Next(); }", 1)]
    [InlineData("Protocols/A.cs", "class A { Socket s = new Socket(); }", 2)]
    [InlineData("Protocols/A.cs", "class A { void M() => File.Delete(\"x\"); }", 1)]
    [InlineData("Protocols/A.cs", "class A { string M() => Environment.NewLine; }", 1)]
    [InlineData("Lns.Node/A.cs", "class A { async void M() { await M(); } }", 0)]
    [InlineData("Entities/A.cs", "using Engines; class A { int File { get; } int M(A a) => a.File + File; }", 0)]
    [InlineData("Protocols/A.cs", "using System.Net.Sockets; class A { bool M(IPAddress a) => a.AddressFamily == AddressFamily.InterNetwork; }", 0)]
    public void ImpurityIsFound(string path, string text, int count) => Purity.Check(new(path, text)).Count().ShouldBe(count);

    [Theory]
    [InlineData(500, 0)]
    [InlineData(501, 1)]
    public void LongFilesAreFound(int lines, int count) =>
        Lengths.Check(new("A/B.cs", string.Concat(Enumerable.Repeat("// x\n", lines)))).Count().ShouldBe(count);

    [Theory]
    [InlineData("void M()\n{{\n{0}}}", 66, 0)]
    [InlineData("void M()\n{{\n{0}}}", 68, 1)]
    [InlineData("/// <summary>\n/// why\n/// </summary>\nvoid M()\n{{\n{0}}}", 66, 0)]
    [InlineData("A()\n{{\n{0}}}", 68, 1)]
    [InlineData("string M() => \"\"\"\n{0}\"\"\";", 100, 0)]
    [InlineData("string M() => $\"\"\"\n{0}\"\"\";", 100, 0)]
    [InlineData("string M()\n{{\n{0}return \"a\"; }}", 70, 1)]
    [InlineData("int P {{ get\n{{\n{0}}} }}", 70, 1)]
    [InlineData("int M() => 1 switch\n{{\n{0}_ => 2 }};", 70, 1)]
    [InlineData("int M() => (a, b) switch\n{{\n{0}_ => 2 }};", 70, 0)]
    [InlineData("int M() => (a, b) switch\n{{\n{0}_ => 2 }};", 150, 1)]
    [InlineData("int M() => (a, b) switch\n{{\n{0}_ =>\n 2 }};", 70, 1)]
    public void LongFunctionsAreFound(string member, int lines, int count) =>
        Lengths.Check(new("A/B.cs", $"class A {{\n{string.Format(member, string.Concat(Enumerable.Repeat("\n", lines)))}\n}}")).Count().ShouldBe(count);

    [Fact]
    public void MedianIsTheMiddle() =>
        Lengths.Median([new("a", "1\n2\n3"), new("b", "1"), new("c", "1\n2\n3\n4\n5\n6\n")]).ShouldBe(3);

    [Theory]
    [InlineData("Lns.Node/Forwarding/A.cs", "namespace Lns.Node.Forwarding; class A;", 0)]
    [InlineData("Lns.Node/Forwarding/A.cs", "namespace Lns.Node; class A;", 1)]
    [InlineData("Lns.Node/Forwarding/A.cs", "namespace Lns.Node.Forwarding { class A; }", 1)]
    [InlineData("Lns.Node/A.cs", "class A;", 1)]
    [InlineData("Lns.Node/Program.cs", "using X; return 0;", 0)]
    [InlineData("Protocols/L2tp/Avps/A.cs", "namespace Protocols.L2tp; class A;", 0)]
    [InlineData("Protocols/Ppp/Lcp/A.cs", "namespace Protocols.Ppp; class A;", 1)]
    [InlineData("tests/Lab/Sites/A.cs", "namespace Lab.Sites; class A;", 0)]
    [InlineData("tests/Lab/Sites/A.cs", "namespace Lab; class A;", 1)]
    public void StrayNamespacesAreFound(string path, string text, int count) => Namespaces.Check(new(path, text)).Count().ShouldBe(count);

    [Theory]
    [InlineData("Protocols/Protocols.csproj", "<P><ProjectReference Include=\"../Entities/Entities.csproj\" /></P>", 1)]
    [InlineData("Entities/Entities.csproj", "<P><ProjectReference Include=\"..\\Engine\\Engine.csproj\" /></P>", 1)]
    [InlineData("Entities/Entities.csproj", "<P><ProjectReference Include=\"../Shared.Messages/Shared.Messages.csproj\" /></P>", 0)]
    [InlineData("Entities/Entities.csproj", "<P><PackageReference Include=\"Akka\" /></P>", 1)]
    [InlineData("Lns.Node/Lns.Node.csproj", "<P><ProjectReference Include=\"../Lac.Node/Lac.Node.csproj\" /></P>", 1)]
    [InlineData("Lns.Node/Lns.Node.csproj", "<P><ProjectReference Include=\"../tests/Lab/Lab.csproj\" /></P>", 1)]
    [InlineData("Cli/Cli.csproj", "<P><ProjectReference Include=\"../Node.Common/Node.Common.csproj\" /></P>", 1)]
    [InlineData("New/New.csproj", "<P />", 1)]
    [InlineData("tests/Lab/Lab.csproj", "<P><ProjectReference Include=\"../../Lns.Node/Lns.Node.csproj\" /></P>", 0)]
    public void ArrowsThatTurnRoundAreFound(string path, string xml, int count) =>
        Dependencies.Check([Project.Parse(path, xml)]).Count().ShouldBe(count);

    [Theory]
    [InlineData("see `docs/there.md` and `Entities/`", 0)]
    [InlineData("see `docs/gone.md`", 1)]
    [InlineData("see `Entities/Gone`", 1)]
    [InlineData("see `there.md`, beside this one", 0)]
    [InlineData("see `gone.json`", 1)]
    [InlineData("[text](there.md) [text](https://example.org/x) [text](#part)", 0)]
    [InlineData("[text](gone.md#part)", 1)]
    [InlineData("`Ns/Nr`, `10.10.0.0/16`, `/run/bras/lns.sock`, `unix:PATH`, `e.g.`", 0)]
    [InlineData("```\ncat `docs/gone.md`\n```", 0)]
    public void DeadPathsInDocumentsAreFound(string text, int count)
    {
        HashSet<string> there = ["docs/there.md", "Entities/"];
        DocumentPaths.Check("docs/page.md", text, there.Contains, new HashSet<string> { "docs", "Entities" }).Count().ShouldBe(count);
    }
}
