namespace VirtCore.LiveTests.Abi;

/// <summary>A C# constant and the C expression that it mirrors.</summary>
/// <param name="Name">Where it is in C#, for a message.</param>
/// <param name="Value">Its value in C#.</param>
/// <param name="Expression">The same in C.</param>
/// <param name="AtLeast">Whether C's may be smaller: C# only keeps room for it.</param>
/// <param name="Since">The macro without which the headers are too old for it.</param>
internal sealed record AbiConstant(string Name, long Value, string Expression, bool AtLeast = false, string? Since = null);
