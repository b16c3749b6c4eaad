using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Tmds.Linux;

namespace VirtCore.LiveTests.Abi;

/// <summary>Finds the constants and types of C's that product assemblies use, so that none can be forgotten.</summary>
internal static partial class UsedConstants
{
    private const string Prefix = "get_";

    /// <summary>The constants of Tmds.LibC that an assembly refers to.</summary>
    public static IEnumerable<AbiConstant> OfLibC(string assemblyPath)
    {
        using PEReader file = new(File.OpenRead(assemblyPath));
        MetadataReader metadata = file.GetMetadataReader();
        foreach (MemberReferenceHandle handle in metadata.MemberReferences)
        {
            MemberReference member = metadata.GetMemberReference(handle);
            string name = metadata.GetString(member.Name);
            if (member.Parent.Kind != HandleKind.TypeReference || !name.StartsWith(Prefix, StringComparison.Ordinal))
                continue;
            TypeReference type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
            string constant = name[Prefix.Length..];
            if (metadata.GetString(type.Namespace) == "Tmds.Linux" && metadata.GetString(type.Name) == nameof(LibC) && constant != nameof(LibC.errno))
                yield return new AbiConstant($"LibC.{constant}", ToInt64(typeof(LibC).GetProperty(constant)!.GetValue(null)!), constant);
        }
    }

    /// <summary>The types of Tmds.LibC's that an assembly refers to.</summary>
    public static IEnumerable<string> TypesOfLibC(string assemblyPath)
    {
        using PEReader file = new(File.OpenRead(assemblyPath));
        MetadataReader metadata = file.GetMetadataReader();
        foreach (TypeReferenceHandle handle in metadata.TypeReferences)
        {
            TypeReference type = metadata.GetTypeReference(handle);
            if (metadata.GetString(type.Namespace) == "Tmds.Linux" && metadata.GetString(type.Name) != nameof(LibC))
                yield return metadata.GetString(type.Name);
        }
    }

    /// <summary>The constants of a type that have the kernel's spelling.</summary>
    /// <param name="type">The type, an enum or a class.</param>
    /// <param name="prefix">What C's names have in front.</param>
    /// <param name="expressions">C's expressions for those whose names are not C's.</param>
    public static IEnumerable<AbiConstant> Of(Type type, string prefix, IReadOnlyDictionary<string, string> expressions)
    {
        foreach (FieldInfo field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        {
            if (field.IsLiteral && KernelSpelling().IsMatch(field.Name))
                yield return new AbiConstant($"{type.Name}.{field.Name}", ToInt64(field.GetRawConstantValue()!), expressions.GetValueOrDefault(field.Name, prefix + field.Name));
        }
    }

    /// <summary>The same bits, whatever the type: Tmds.LibC has types of its own for C's numbers, with one field.</summary>
    public static long ToInt64(object value) => value switch
    {
        ulong bits => unchecked((long)bits),
        nint number => number,
        IConvertible number => number.ToInt64(null),
        _ => ToInt64(value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Single().GetValue(value)!),
    };

    [GeneratedRegex("^(SYS_[a-z0-9_]+|[A-Z][A-Z0-9_]+)$")]
    private static partial Regex KernelSpelling();
}
