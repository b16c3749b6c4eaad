namespace VirtCore.Bench;

/// <summary>What one run of one side gave.</summary>
/// <param name="Values">A value for each of the scenario's figures.</param>
/// <param name="AllocatedBytes">What it allocated on the managed heap, for ours.</param>
internal readonly record struct Run(double[] Values, long AllocatedBytes = 0);
