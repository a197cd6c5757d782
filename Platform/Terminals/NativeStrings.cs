using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Platform.Terminals;

/// <summary>A null-terminated array of C strings, as exec wants it.</summary>
sealed unsafe class NativeStrings : IDisposable
{
    private readonly int count;

    public NativeStrings(IReadOnlyList<string> strings)
    {
        count = strings.Count;
        Pointer = (byte**)NativeMemory.AllocZeroed((nuint)count + 1, (nuint)sizeof(byte*));
        for (var i = 0; i < count; i++)
            Pointer[i] = Utf8StringMarshaller.ConvertToUnmanaged(strings[i]);
    }

    public byte** Pointer { get; }

    public void Dispose()
    {
        for (var i = 0; i < count; i++)
            Utf8StringMarshaller.Free(Pointer[i]);
        NativeMemory.Free(Pointer);
    }
}
