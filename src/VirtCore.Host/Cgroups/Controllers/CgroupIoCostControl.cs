namespace VirtCore.Host;

/// <summary>Who sets the parameters of a disk's cost model: <c>ctrl</c>.</summary>
public enum CgroupIoCostControl
{
    /// <summary><c>auto</c>: the kernel, by the kind of disk.</summary>
    Auto,

    /// <summary><c>user</c>: whoever wrote them.</summary>
    User,
}
