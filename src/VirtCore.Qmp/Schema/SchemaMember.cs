namespace VirtCore.Qmp;

/// <summary>A member, a value or a variant: its name and its type as numbers of the <see cref="NameTable"/>; -1 is none.</summary>
internal readonly record struct SchemaMember(int Name, int Type);
