namespace VirtCore.LiveTests.Abi;

/// <summary>A field of a struct, as C# lays it out.</summary>
/// <param name="Name">Its name in C.</param>
/// <param name="Offset">Where it is, in bytes.</param>
/// <param name="Size">How long it is, in bytes.</param>
/// <param name="Since">The macro without which the headers are too old for it.</param>
internal sealed record AbiField(string Name, int Offset, int Size, string? Since = null);
