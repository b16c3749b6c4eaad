namespace VirtCore.Host;

/// <summary>systemd took a job and did not bring it to its end.</summary>
public sealed class SystemdJobException : SystemdException
{
    /// <summary>Describes a job that was not done.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="result">How it ended.</param>
    /// <param name="resultText">systemd's word for it, or the unit's state where the job's end was not heard.</param>
    public SystemdJobException(string unit, SystemdJobResult result, string resultText)
        : base(unit, $"The job for \"{unit}\" was not done: {resultText}.{Hint(result)}")
    {
        Result = result;
        ResultText = resultText;
    }

    /// <summary>How the job ended.</summary>
    public SystemdJobResult Result { get; }

    /// <summary>systemd's word for it.</summary>
    public string ResultText { get; }

    internal static SystemdJobResult Parse(string result) => result switch
    {
        "done" => SystemdJobResult.Done,
        "canceled" => SystemdJobResult.Canceled,
        "timeout" => SystemdJobResult.Timeout,
        "failed" => SystemdJobResult.Failed,
        "dependency" => SystemdJobResult.Dependency,
        "skipped" => SystemdJobResult.Skipped,
        _ => SystemdJobResult.Unknown,
    };

    private static string Hint(SystemdJobResult result) => result switch
    {
        SystemdJobResult.Failed => " The journal says why (journalctl -u UNIT).",
        SystemdJobResult.Canceled => " Another job took its place.",
        SystemdJobResult.Dependency => " A unit that it needs failed.",
        _ => "",
    };
}
