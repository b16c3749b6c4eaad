using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A struct that is read from one of QEMU's objects.</summary>
internal interface IQmpObject<TSelf>
    where TSelf : struct, IQmpObject<TSelf>
{
    /// <summary>The members that are read; all others are passed over.</summary>
    static abstract JsonMembers Members { get; }

    /// <summary>Reads the value that the reader stands on, of the member with that place in <see cref="Members"/>.</summary>
    static abstract void Read(ref TSelf value, int member, ref Utf8JsonReader reader);
}
