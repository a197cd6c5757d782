namespace Protocols.Ppp;

/// <summary>What the peer presented to be authenticated; whoever knows its password decides.</summary>
public abstract record PeerProof
{
    private PeerProof(string name) => Name = name;

    /// <summary>As the peer wrote it, UTF-8.</summary>
    public string Name { get; }

    public sealed record Pap(string Name, ReadOnlyMemory<byte> Password) : PeerProof(Name);

    /// <param name="Response">16 octets: MD5 of identifier, secret and challenge (RFC 1994 §4.1).</param>
    public sealed record ChapMd5(string Name, byte Identifier, ReadOnlyMemory<byte> Challenge, ReadOnlyMemory<byte> Response)
        : PeerProof(Name);

    /// <param name="Challenge">Ours, 16 octets.</param>
    /// <param name="Response">49 octets as they came: Peer-Challenge (16), reserved (8), NT-Response (24), Flags (1)
    /// (RFC 2759 §4).</param>
    public sealed record MsChapV2(string Name, byte Identifier, ReadOnlyMemory<byte> Challenge, ReadOnlyMemory<byte> Response)
        : PeerProof(Name)
    {
        public const int ResponseLength = 49;

        public ReadOnlyMemory<byte> PeerChallenge => Response[..16];

        public ReadOnlyMemory<byte> NtResponse => Response.Slice(24, 24);

        public byte Flags => Response.Span[48];

        /// <summary>The value of RADIUS attribute MS-CHAP2-Response, which orders the same fields otherwise (RFC 2548 §2.3.2).</summary>
        public byte[] ToRadiusResponse()
        {
            var value = new byte[50];
            value[0] = Identifier;
            value[1] = Flags;
            Response.Span[..48].CopyTo(value.AsSpan(2));
            return value;
        }
    }
}
