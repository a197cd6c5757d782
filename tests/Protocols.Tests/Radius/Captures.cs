namespace Protocols.Tests.Radius;

/// <summary>Captured between this project's gateway and FreeRADIUS 3.2.1; the secret is testing123.</summary>
internal static class Captures
{
    public static readonly byte[] Secret = "testing123"u8.ToArray();

    /// <summary>Ours, a question for a dial-out; FreeRADIUS took its Message-Authenticator.</summary>
    public static readonly byte[] FreeRadiusDialOutRequest = Vectors.Hex("""
        0148007585cfce1ee2d13171650938abd2b776105012e6488531d1bb7f70eaf42c9d44de8d7a012d302e302e302e303a36353030302f3130
        2e31302e312e31404c3254502d6469616c2d6f75742e64652e647406060000000520106c6e732d756e6465722d7465737404067f0000013d
        0600000005
        """);

    /// <summary>FreeRADIUS: three tagged LACs, Tunnel-Password salted, ERX attributes, Message-Authenticator last.</summary>
    public static readonly byte[] FreeRadiusDialOutAccept = Vectors.Hex("""
        024801cb13999ca29de4315636e578585ca78987400601000003410601000001430c013139322e302e322e3145250183c622d39130d864bb
        eb77e95426a348311ae92ef607ca45dbad3f0cd31a81be95915208016e6f727468530601000000400602000003410602000001430c023139
        322e302e322e324535028cfd1c7324cf6346855a014eb5ab9e817cd68aaa105229b5352fad5ae477be11f40f153940634de685cecc7ec18d
        def5e8ab5a0b026c6e732d686f6d655b0a026c61632d74776f53060200000a400603000003410603000002430e03323030313a6462383a3a
        335306030111701a110000130a080b036261636b626f6e651a1c0000130a09160374686972642c20696e2074686520636c6561721a0c0000
        130a2106000000c81a160000130a231030303439323231353535303132331a0b0000130a24056c6e731a1d0000130a251777686174207468
        65204c4e532070726573656e74731a0c0000130a2606000000041a0c0000130a2706000025801a0c0000130a28060000fa001a0c0000130a
        2906000000021a0c0000130a3606000000401a0c0000130a5a06000000031913636c617373206f66207468652063616c6c50128eafae82e2
        3a29d5013be34766da4bea
        """);

    /// <summary>Ours, PAP with the password "wrong".</summary>
    public static readonly byte[] FreeRadiusPapRequest = Vectors.Hex("""
        0149005b1a84e46e307c1aa970101a7cede66b235012ea091c7209d9111f28b0d28fdf89ddd8010773697465310212f2885ceff956c0ef3b
        a6ac389c33e87e20106c6e732d756e6465722d7465737404067f0000013d0600000005
        """);

    /// <summary>FreeRADIUS: Access-Reject.</summary>
    public static readonly byte[] FreeRadiusPapReject = Vectors.Hex("""
        0349005c7d5814e14553717b825741eee3e39bb706060000000207060000000108060a0a01fe161831302e31302e312e302f323420302e30
        2e302e3020311b0600000e101c0600000078501256b2244c16ef48325c34c60e61dbadd3
        """);

    /// <summary>Ours, Start; FreeRADIUS took its authenticator.</summary>
    public static readonly byte[] FreeRadiusAccountingRequest = Vectors.Hex("""
        042c0058140eaa1107a4e976d64c11af3ea968682806000000012c0f73657373696f6e2d73746172740107736974653120106c6e732d756e
        6465722d7465737404067f0000013d060000000537066553f100290605affe10
        """);

    /// <summary>FreeRADIUS: Accounting-Response without attributes.</summary>
    public static readonly byte[] FreeRadiusAccountingResponse = Vectors.Hex("""
        052c00144e63d2818ff9c61ee02f3c9bf2051866
        """);
}
