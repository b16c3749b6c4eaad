namespace VirtCore.Tool.Demo;

/// <summary>The demo cannot go on, or something that it claims did not hold. The message is one line for people.</summary>
internal sealed class DemoException(string message, Exception? inner = null) : Exception(message, inner);
