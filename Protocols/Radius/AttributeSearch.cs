namespace Protocols.Radius;

/// <summary>Looking things up in an attribute list; lists are short, so nothing is indexed.</summary>
public static class AttributeSearch
{
    public static RadiusAttributeValue? First(this IEnumerable<RadiusAttributeValue> attributes, byte type, uint vendor = 0)
    {
        foreach (var attribute in attributes)
            if (attribute.Type == type && attribute.Vendor == vendor)
                return attribute;
        return null;
    }

    public static IEnumerable<RadiusAttributeValue> All(this IEnumerable<RadiusAttributeValue> attributes, byte type, uint vendor = 0) =>
        attributes.Where(attribute => attribute.Type == type && attribute.Vendor == vendor);

    public static bool Has(this IEnumerable<RadiusAttributeValue> attributes, byte type, uint vendor = 0) =>
        attributes.First(type, vendor) is not null;
}
