namespace Entities.DialOut.Authorisation;

/// <summary>An entry of the local site list as a grant (<c>aaa: local</c>).</summary>
internal static class LocalGrant
{
    public static GrantReading Read(Shared.Messages.DialOutGrant site, DialOutRouteSettings route)
    {
        if (site.CalledNumber.Length == 0)
            return GrantReading.Invalid("the site has no number");
        if (site.Tunnels.Count == 0)
            return GrantReading.Invalid("the site has no LAC");
        var grant = site.Clone();
        grant.Profile ??= route.Profile;
        return new GrantReading(grant, "", []);
    }
}
