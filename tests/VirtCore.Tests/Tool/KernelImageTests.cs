using System.Text;
using VirtCore.Tool.Demo;
using Xunit;

namespace VirtCore.Tests.Tool;

public sealed class KernelImageTests
{
    [Fact]
    public void A_bzImage_points_to_its_version()
    {
        byte[] image = new byte[0x400];
        "HdrS"u8.CopyTo(image.AsSpan(0x202));
        image[0x20F] = 0x01; // 0x100, and the boot sector before it
        "6.1.0-56-cloud-amd64 (debian)\0"u8.CopyTo(image.AsSpan(0x300));
        Assert.Equal("6.1.0-56-cloud-amd64", KernelImage.ReadRelease(image));
    }

    [Fact]
    public void An_uncompressed_kernel_has_a_banner_behind_a_format_of_the_same_beginning()
    {
        byte[] image = Encoding.ASCII.GetBytes("\u007fELF...Linux version %s (%s)\0...Linux version 6.1.0-56-cloud-amd64 (debian-kernel)");
        Assert.Equal("6.1.0-56-cloud-amd64", KernelImage.ReadRelease(image));
    }

    [Fact]
    public void Whatever_else_it_is_the_answer_is_null_and_never_an_exception()
    {
        byte[] image = new byte[0x400];
        "HdrS"u8.CopyTo(image.AsSpan(0x202));
        image[0x20E] = image[0x20F] = 0xFF;
        Assert.Null(KernelImage.ReadRelease(image));
        Assert.Null(KernelImage.ReadRelease([]));
        Assert.Null(KernelImage.ReadRelease("Linux version "u8));
        for (int length = 0; length < image.Length; length++)
            Assert.Null(KernelImage.ReadRelease(image.AsSpan(0, length)));
    }
}
