using Protocols.Radius.Attributes;

namespace Protocols.Tests.Radius;

public sealed class AttributeCatalogTests
{
    [Fact]
    public void NumbersAndNamesAreUnique()
    {
        AttributeCatalog.All.Select(definition => definition.Key).ShouldBeUnique();
        AttributeCatalog.All.Select(definition => definition.Name).ShouldBeUnique();
    }

    [Fact]
    public void EveryNamedNumberStandsInTheCatalogue()
    {
        foreach (var (types, vendor) in new[] { (typeof(RadiusType), 0u), (typeof(ErxType), ErxType.Vendor), (typeof(MicrosoftType), MicrosoftType.Vendor) })
            foreach (var field in types.GetFields().Where(field => field.FieldType == typeof(byte)))
                AttributeCatalog.Find(new AttributeKey(vendor, (byte)field.GetRawConstantValue()!)).ShouldNotBeNull(field.Name);
    }

    [Fact]
    public void Rfc2868_3_TaggedOnesAreThese() =>
        AttributeCatalog.All.Where(definition => definition is { Tagged: true, Key.Vendor: 0 }).Select(definition => definition.Key.Type)
            .ShouldBe((byte[])[64, 65, 66, 67, 69, 81, 82, 83, 90, 91], ignoreOrder: true);

    [Fact]
    public void ConcealedOnesAreSecret() =>
        AttributeCatalog.All.Where(definition => definition.Concealment != Concealment.None).ShouldAllBe(definition => definition.IsSecret);

    [Fact]
    public void FoundByNameInAnyCase() => AttributeCatalog.Find("tunnel-password")!.Key.ShouldBe((AttributeKey)RadiusType.TunnelPassword);
}
