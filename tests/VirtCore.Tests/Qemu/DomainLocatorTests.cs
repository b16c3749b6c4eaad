using VirtCore.Qemu;
using Xunit;

namespace VirtCore.Tests.Qemu;

public sealed class DomainLocatorTests
{
    [Theory]
    [InlineData("/var/lib/virtcore", "web-1")]
    [InlineData("/a@b/c d", "x")]
    public void It_comes_back_as_it_was(string directory, string name)
    {
        var locator = new DomainLocator(directory, name);
        Assert.True(DomainLocator.TryParse(locator.ToString(), out DomainLocator parsed));
        Assert.Equal(locator, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("local:")]
    [InlineData("local:web-1")]
    [InlineData("local:web-1@relative")]
    [InlineData("tcp:web-1@/var")]
    public void What_is_not_one_is_refused(string text) => Assert.False(DomainLocator.TryParse(text, out _));
}
