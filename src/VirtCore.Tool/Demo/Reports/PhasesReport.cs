namespace VirtCore.Tool.Demo;

/// <summary>How long each of the five phases took.</summary>
internal sealed record PhasesReport(double Begin, double Prepare, double Perform, double Finish, double Confirm);
