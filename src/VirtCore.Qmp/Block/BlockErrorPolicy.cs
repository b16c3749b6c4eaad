namespace VirtCore.Qmp;

/// <summary>What a job does at an input/output error (<c>BlockdevOnError</c>).</summary>
public enum BlockErrorPolicy
{
    /// <summary>Fails.</summary>
    Report,

    /// <summary>Goes on; the data are not copied.</summary>
    Ignore,

    /// <summary>Pauses when there is no space, else fails.</summary>
    StopOnNoSpace,

    /// <summary>Pauses.</summary>
    Stop,

    /// <summary>As the device is set up.</summary>
    Auto,
}
