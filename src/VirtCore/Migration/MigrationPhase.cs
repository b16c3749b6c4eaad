namespace VirtCore.Migration;

/// <summary>The five phases of a migration, in libvirt's words and order.</summary>
/// <remarks>See <see href="https://libvirt.org/kbase/internals/migration.html">libvirt's migration internals</see>.</remarks>
public enum MigrationPhase
{
    /// <summary>Source: freezes the definition and checks that the domain can move.</summary>
    Begin,

    /// <summary>Target: starts a QEMU that waits for the stream, its lifeline armed.</summary>
    Prepare,

    /// <summary>Source: streams memory and device state; ends with the guest stopped on the source.</summary>
    Perform,

    /// <summary>Target: has received everything, commits, and runs the guest. The commit is the decision.</summary>
    Finish,

    /// <summary>Source: removes the guest after a commit, resumes it after an abort.</summary>
    Confirm,
}
