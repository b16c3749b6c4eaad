using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace VirtCore.LiveTests.Abi;

/// <summary>A C# struct and the C type that it mirrors, with the layout that the runtime gives it.</summary>
/// <param name="Name">The type's name in C.</param>
/// <param name="Size">Its size in C#.</param>
/// <param name="Fields">Its fields in C#, by their names in C.</param>
/// <param name="MayGrow">Whether C's may be longer: the kernel takes every size of it.</param>
/// <param name="Since">The macro without which the headers are too old for it.</param>
internal sealed record AbiStruct(string Name, int Size, IReadOnlyList<AbiField> Fields, bool MayGrow = false, string? Since = null)
{
    /// <summary>What C is asked about it: the size, and each field's offset and size.</summary>
    public IEnumerable<AbiConstant> Questions()
    {
        // A struct that may grow has C's size or less, so it is C's that keeps room for ours.
        yield return MayGrow
            ? new($"room for {Name}", 1, $"sizeof({Name}) >= {Size}", Since: Since)
            : new($"size of {Name}", Size, $"sizeof({Name})", Since: Since);
        foreach (AbiField field in Fields)
        {
            yield return new($"offset of {Name}.{field.Name}", field.Offset, $"offsetof({Name}, {field.Name})", Since: field.Since ?? Since);
            yield return new($"size of {Name}.{field.Name}", field.Size, $"sizeof((({Name} *)0)->{field.Name})", Since: field.Since ?? Since);
        }
    }

    /// <param name="name">The C type, if it is not <c>struct</c> and the C# type's name.</param>
    /// <param name="mayGrow">See <see cref="MayGrow"/>.</param>
    public static AbiStruct Of<T>(string? name = null, bool mayGrow = false) where T : unmanaged =>
        new(name ?? $"struct {typeof(T).Name}", Unsafe.SizeOf<T>(), [.. FieldsOf<T>()], mayGrow);

    /// <summary>A type that C# has for its size alone: a number, or one whose fields are its own affair.</summary>
    public static AbiStruct SizeOf<T>(string name) where T : unmanaged => new(name, Unsafe.SizeOf<T>(), []);

    // Offsets are measured: a field is set to all ones in a struct of zeros, and the ones are looked for.
    private static IEnumerable<AbiField> FieldsOf<T>() where T : unmanaged
    {
        foreach (FieldInfo field in typeof(T).GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            if (CName(field) is not { } name)
                continue;
            object boxed = default(T);
            field.SetValue(boxed, field.FieldType.IsPointer ? (nint)(-1) : AllOnes(field.FieldType));
            T value = (T)boxed;
            ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<T>(ref value));
            int first = bytes.IndexOf((byte)0xFF);
            int length = bytes[first..].IndexOfAnyExcept((byte)0xFF);
            yield return new AbiField(name, first, length < 0 ? bytes.Length - first : length);
        }
    }

    private static object AllOnes(Type type) =>
        typeof(AbiStruct).GetMethod(nameof(Ones), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(type).Invoke(null, null)!;

    private static T Ones<T>() where T : unmanaged
    {
        T value = default;
        MemoryMarshal.AsBytes(new Span<T>(ref value)).Fill(0xFF);
        return value;
    }

    // Tmds.LibC hides some fields behind properties. What starts with two underscores is padding.
    private static string? CName(FieldInfo field)
    {
        string name = field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>')] : field.Name;
        return name.StartsWith("__", StringComparison.Ordinal) ? null : name.TrimStart('_');
    }
}
