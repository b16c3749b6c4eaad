namespace VirtCore.Host;

/// <summary>systemd refused a call.</summary>
public sealed class SystemdCallException : SystemdException
{
    /// <summary>Describes a refusal.</summary>
    /// <param name="method">The method of systemd's manager.</param>
    /// <param name="unit">The unit, or null.</param>
    /// <param name="errorName">The D-Bus error's name.</param>
    /// <param name="description">systemd's words.</param>
    /// <param name="hint">What to do about it, or null.</param>
    public SystemdCallException(string method, string? unit, string errorName, string description, string? hint = null)
        : base(unit, $"systemd refused {method}{(unit is null ? "" : $" of \"{unit}\"")}: {description} ({errorName}){(hint is null ? "" : $" {hint}")}")
    {
        Method = method;
        ErrorName = errorName;
        Description = description;
    }

    /// <summary>The method: <c>StartTransientUnit</c>.</summary>
    public string Method { get; }

    /// <summary>The D-Bus error's name: <c>org.freedesktop.systemd1.UnitExists</c>, <c>org.freedesktop.DBus.Error.AccessDenied</c>.</summary>
    public string ErrorName { get; }

    /// <summary>systemd's words, for people.</summary>
    public string Description { get; }
}
