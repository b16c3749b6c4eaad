namespace VirtCore.Host;

/// <summary>The guard went away before it answered, so what it did is not known. <see cref="GuardRecord.ResolveAsync"/> tells.</summary>
public sealed class GuardLostException : Exception
{
    /// <summary>Describes what was asked.</summary>
    /// <param name="question">What the guard was asked to do.</param>
    public GuardLostException(string question)
        : base($"The guard went away before it answered to \"{question}\".") => Question = question;

    /// <summary>What the guard was asked to do.</summary>
    public string Question { get; }
}
