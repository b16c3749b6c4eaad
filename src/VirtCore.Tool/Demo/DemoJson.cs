using System.Text.Json.Serialization;

namespace VirtCore.Tool.Demo;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DemoReport))]
[JsonSerializable(typeof(ControllerLine))]
[JsonSerializable(typeof(AcceleratorMemory))]
internal sealed partial class DemoJson : JsonSerializerContext;
