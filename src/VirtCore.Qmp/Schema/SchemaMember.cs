namespace VirtCore.Qmp;

/// <summary>
/// A member, a value or a variant: where its name ends in the bytes of all members' names, one behind the other, and its type as a <see cref="SchemaKey"/>.
/// </summary>
internal readonly record struct SchemaMember(int NameEnd, int Type);
