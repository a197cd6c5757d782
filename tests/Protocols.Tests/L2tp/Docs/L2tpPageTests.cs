namespace Protocols.Tests.L2tp.Docs;

public class L2tpPageTests
{
    /// <summary>Set to 1, the page is written anew instead of being found wrong.</summary>
    private const string WriteVariable = "BRAS_WRITE_DOCS";

    [Fact]
    public void TablesOfThePageAreThoseOfTheCode()
    {
        var path = Path.Combine(Root(), "docs", "protocols", "l2tp.md");
        var page = File.ReadAllText(path);
        L2tpPage.BlockNames(page).ShouldBe(L2tpPage.Blocks.Keys, ignoreOrder: true);
        var renewed = L2tpPage.Renew(page);
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1")
            File.WriteAllText(path, renewed);
        else
            page.ShouldBe(renewed, $"run this test with {WriteVariable}=1");
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Cluster.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("no Cluster.sln above the tests");
    }
}
