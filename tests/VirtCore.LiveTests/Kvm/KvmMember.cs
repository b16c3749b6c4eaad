namespace VirtCore.LiveTests.Kvm;

/// <summary>A public method or property, and how the sweep over bad descriptors calls it.</summary>
/// <param name="Name">Its name; a property's setter has a <c>=</c> behind it. One entry for each overload.</param>
/// <param name="Call">Calls it, with arguments that the kernel would take or refuse without harm.</param>
/// <param name="MemoryOnly">Why it needs no descriptor: it may then return at any time, and must not fail in another way than by a dispose.</param>
/// <param name="SharedWith">On which other kinds of KVM's descriptors the kernel has the same call, so that it is answered there.</param>
internal sealed record KvmMember<T>(string Name, Action<T> Call, string? MemoryOnly = null, KvmKinds SharedWith = KvmKinds.None);
