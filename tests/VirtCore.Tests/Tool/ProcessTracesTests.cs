using VirtCore.Tool.Demo;
using Xunit;

namespace VirtCore.Tests.Tool;

public sealed class ProcessTracesTests
{
    [Theory]
    [InlineData("/tmp/demo-1", "", true)]
    [InlineData("/tmp/demo-1/host-A/domains/demo", "", true)]
    [InlineData("/tmp/demo-12", "", false)]
    [InlineData("/", "qemu -chardev file,path=/tmp/demo-1/console", true)]
    [InlineData("/", "qemu", false)]
    public void A_process_leads_to_a_folder_by_its_files_or_its_arguments(string path, string arguments, bool expected) =>
        Assert.Equal(expected, new ProcessTraces([path], arguments).LeadTo("/tmp/demo-1"));

    [Fact]
    public void This_process_leads_to_what_it_has_open()
    {
        string directory = Directory.CreateTempSubdirectory("virtcore-tests-").FullName;
        try
        {
            Assert.False(ProcessTraces.Read(Environment.ProcessId).LeadTo(directory));
            using (File.Create(Path.Combine(directory, "file")))
                Assert.True(ProcessTraces.Read(Environment.ProcessId).LeadTo(directory));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
