namespace VirtCore.Interop;

/// <summary>A reference on a mapping, for as long as somebody uses it. One that is forgotten is released when its object has gone.</summary>
internal sealed class MappingReference : IDisposable
{
    private readonly SafeMapping _mapping;
    private int _released;

    /// <exception cref="ObjectDisposedException">The mapping was released.</exception>
    public MappingReference(SafeMapping mapping)
    {
        GC.SuppressFinalize(this);
        bool added = false;
        mapping.DangerousAddRef(ref added);
        _mapping = mapping;
        GC.ReRegisterForFinalize(this);
    }

    ~MappingReference() => Release();

    /// <summary>Releases it, once.</summary>
    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private void Release()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0)
            _mapping.DangerousRelease();
    }
}
