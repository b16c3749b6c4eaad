using CsCheck;
using VirtCore.Host;
using Xunit;

namespace VirtCore.Tests.Systemd;

public sealed class SystemdUnitNameTests
{
    // What systemd-escape of systemd 252 prints.
    [Theory]
    [InlineData("Hallöchen, Meister", @"Hall\xc3\xb6chen\x2c\x20Meister")]
    [InlineData("/foo//bar/", "-foo--bar-")]
    [InlineData("a-b", @"a\x2db")]
    [InlineData(".x.y", @"\x2ex.y")]
    [InlineData(@"a\b", @"a\x5cb")]
    [InlineData("x:y_z.w", "x:y_z.w")]
    [InlineData("", "")]
    public void Text_is_escaped_as_systemd_does_it(string text, string escaped)
    {
        Assert.Equal(escaped, SystemdUnitName.Escape(text));
        Assert.Equal(text, SystemdUnitName.Unescape(escaped));
    }

    [Fact]
    public void Any_text_comes_back() =>
        Gen.String.Where(static text => text.EnumerateRunes().All(static rune => rune.Value != 0xFFFD))
            .Sample(static text => SystemdUnitName.Unescape(SystemdUnitName.Escape(text)) == text);

    [Fact]
    public void Any_short_text_makes_a_valid_name() =>
        Gen.String[1, 20].Sample(static text => SystemdUnitName.IsValid(SystemdUnitName.ForScope(text)) && SystemdUnitName.IsValidSlice(SystemdUnitName.ForSlice(text, text)));

    [Theory]
    [InlineData(@"a\x2")]
    [InlineData(@"a\n00")]
    [InlineData(@"a\xzz")]
    [InlineData(@"\xff")]
    [InlineData("ä")]
    public void What_is_not_escaped_is_refused(string text) => Assert.Throws<FormatException>(() => SystemdUnitName.Unescape(text));

    [Fact]
    public void Scopes_and_slices_have_names()
    {
        Assert.Equal(@"virtcore-web\x2001.scope", SystemdUnitName.ForScope("web 01"));
        Assert.Equal(@"virtcore-a\x2db.scope", SystemdUnitName.ForScope("a-b"));
        Assert.Equal(@"virtcore-tenant\x2d1.slice", SystemdUnitName.ForSlice("virtcore", "tenant-1"));
        Assert.Equal(@"a\x2fb.slice", SystemdUnitName.ForSlice("a/b"));
        Assert.Throws<ArgumentException>(() => SystemdUnitName.ForScope(new string('x', 241)));
        Assert.Equal(SystemdUnitName.MaxLength, SystemdUnitName.ForScope(new string('x', 240)).Length);
        Assert.Throws<ArgumentException>(() => SystemdUnitName.ForScope(""));
        Assert.Throws<ArgumentException>(() => SystemdUnitName.ForSlice());
    }

    [Theory]
    [InlineData("a.scope", true)]
    [InlineData("a@b.service", true)]
    [InlineData("a@.service", false)]
    [InlineData("@a.service", false)]
    [InlineData("a.scopes", false)]
    [InlineData(".scope", false)]
    [InlineData("a/b.scope", false)]
    [InlineData("a b.scope", false)]
    [InlineData("scope", false)]
    public void Names_are_checked(string name, bool valid) => Assert.Equal(valid, SystemdUnitName.IsValid(name));

    [Theory]
    [InlineData("-.slice", true)]
    [InlineData("a-b.slice", true)]
    [InlineData("-a.slice", false)]
    [InlineData("a-.slice", false)]
    [InlineData("a--b.slice", false)]
    [InlineData("a@b.slice", false)]
    [InlineData("a.scope", false)]
    public void Names_of_slices_are_checked(string name, bool valid) => Assert.Equal(valid, SystemdUnitName.IsValidSlice(name));
}
