namespace VirtCore.Qmp;

/// <summary>A command, an event or a type. Its name and its types are <see cref="SchemaKey"/>s.</summary>
internal struct SchemaEntry
{
    public SchemaKind Kind;
    public bool AllowsOutOfBand;
    public int Name;

    /// <summary>The type of a command's or an event's arguments, or of an array's elements.</summary>
    public int Type;

    /// <summary>The type of a command's reply.</summary>
    public int ReplyType;

    /// <summary>Where its members begin: an object's members, an enumeration's values, an alternate's branches.</summary>
    public int FirstMember;

    public int MemberCount;

    /// <summary>Where an object's variants begin: the tag's value, and the type of what comes with it.</summary>
    public int FirstVariant;

    public int VariantCount;
}
