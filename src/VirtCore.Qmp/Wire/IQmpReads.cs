namespace VirtCore.Qmp;

/// <summary>Says of a command whose result is no object of QEMU's which object its reply is read from.</summary>
internal interface IQmpReads<T>
    where T : struct, IQmpObject<T>;
