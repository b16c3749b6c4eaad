using System.Buffers;

namespace VirtCore.Qmp;

/// <summary>Arrays of the shared pool that grow.</summary>
internal static class PooledArray
{
    public static void EnsureRoom<T>(ref T[] array, int used, int more)
    {
        if (array.Length - used >= more)
            return;
        T[] larger = ArrayPool<T>.Shared.Rent(Math.Max(array.Length * 2, used + more));
        array.AsSpan(0, used).CopyTo(larger);
        ArrayPool<T>.Shared.Return(array);
        array = larger;
    }
}
