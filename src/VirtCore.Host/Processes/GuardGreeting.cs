using VirtCore.Interop;
using VirtCore.Interop.Uapi;

namespace VirtCore.Host;

/// <summary>A guard's first word on a connection, with pidfds of its process and of itself while both live.</summary>
internal sealed record GuardGreeting(vg_answer Answer, SafePidfdDescriptor? Process, SafePidfdDescriptor? Guard)
{
    public static void Drop(SafePidfdDescriptor? process, SafePidfdDescriptor? guard)
    {
        process?.Dispose();
        guard?.Dispose();
    }

    public void Drop() => Drop(Process, Guard);
}
