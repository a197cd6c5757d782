using System.Text.RegularExpressions;
using Lac.Node.Configuration;
using Lns.Node.Configuration;
using Node.Common.Configuration.Schema;

namespace Nodes.Tests.Configuration;

/// <summary>What is made from the model is as the model is. BRAS_WRITE=1 writes it anew instead.</summary>
public sealed class GeneratedTests
{
    private static readonly bool Write = Environment.GetEnvironmentVariable("BRAS_WRITE") == "1";

    [Theory]
    [InlineData("config/lns.schema.json", typeof(LnsOptions), "Configuration of an LNS node")]
    [InlineData("config/lac.schema.json", typeof(LacOptions), "Configuration of a LAC node")]
    public void SchemaIsTrue(string file, Type model, string title) =>
        Compare(file, ConfigurationSchema.Of(model, title));

    [Theory]
    [InlineData(typeof(LnsOptions))]
    [InlineData(typeof(LacOptions))]
    public void DocumentationDescribesEveryKey(Type model) => Describes(model);

    internal static void Describes(Type model)
    {
        const string file = "docs/configuration.md";
        var marks = new Regex($"(?<start><!-- settings of {model.Name}:.*?-->\n).*?(?<end><!-- end -->)", RegexOptions.Singleline);
        var written = File.ReadAllText(Repository.File(file));

        marks.IsMatch(written).ShouldBeTrue();
        Compare(file, marks.Replace(written, m => $"{m.Groups["start"]}\n{SettingTables.Of(model)}{m.Groups["end"]}"));
    }

    internal static void Compare(string file, string wanted)
    {
        var path = Repository.File(file);
        if (Write)
            File.WriteAllText(path, wanted);
        File.ReadAllText(path).ShouldBe(wanted, $"{file} is not as the model; BRAS_WRITE=1 ./bras test Nodes writes it");
    }
}
