namespace VirtCore.LiveTests.Abi;

/// <summary>A field of a struct, as C# lays it out.</summary>
internal sealed record AbiField(string Name, int Offset, int Size);
