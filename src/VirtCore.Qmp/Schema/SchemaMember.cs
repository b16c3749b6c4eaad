namespace VirtCore.Qmp;

/// <summary>A member, a value or a variant: its name as a number of the <see cref="NameTable"/>, or -1, and its type as a <see cref="SchemaKey"/>.</summary>
internal readonly record struct SchemaMember(int Name, int Type);
