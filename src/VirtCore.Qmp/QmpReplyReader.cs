using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>Reads the value of a reply's <c>return</c>. The reader stands on the value's first token; what is left unread is skipped.</summary>
/// <remarks>Called on the event loop's thread: it must not block, and must not keep the bytes it was shown.</remarks>
public delegate T QmpReplyReader<out T>(ref Utf8JsonReader reader);
