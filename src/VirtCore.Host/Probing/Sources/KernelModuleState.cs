namespace VirtCore.Host;

/// <summary>Where a function of the kernel's is that can be a module.</summary>
internal enum KernelModuleState
{
    /// <summary>Nothing tells.</summary>
    Unknown,

    /// <summary>The kernel was built without it, or its module is not installed.</summary>
    Missing,

    /// <summary>It is installed, and loaded when somebody asks for it.</summary>
    Loadable,

    /// <summary>It is loaded.</summary>
    Loaded,

    /// <summary>It is part of the kernel.</summary>
    BuiltIn,
}
