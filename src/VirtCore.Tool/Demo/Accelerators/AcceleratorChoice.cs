namespace VirtCore.Tool.Demo;

/// <summary>What the user asked for.</summary>
internal enum AcceleratorChoice
{
    Auto,
    Kvm,
    Tcg,
}
