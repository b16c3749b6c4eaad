using VirtCore.Tool.Demo;
using Xunit;

namespace VirtCore.Tests.Tool;

public sealed class GuardProgramsTests
{
    [Fact]
    public void The_inode_of_an_open_file_is_a_line_of_its_information()
    {
        Assert.Equal(10007UL, GuardPrograms.ParseInformation("pos:\t0\nflags:\t02500002\nmnt_id:\t16\nino:\t10007\n"));
        Assert.Null(GuardPrograms.ParseInformation("pos:\t0\nflags:\t02500002\nmnt_id:\t16\n"));
        Assert.Null(GuardPrograms.ParseInformation("ino:\tx\n"));
        Assert.Null(GuardPrograms.ParseInformation(""));
    }

    [Fact]
    public void The_inode_of_the_program_stands_before_its_name_in_the_maps()
    {
        const string Maps =
            """
            00400000-00401000 r--p 00000000 00:01 13892                              /memfd:virtcore-guard (deleted)
            00401000-00460000 r-xp 00001000 00:01 13892                              /memfd:virtcore-guard (deleted)
            7ffc5a5a2000-7ffc5a5c3000 rw-p 00000000 00:00 0                          [stack]
            """;
        Assert.Equal(13892UL, GuardPrograms.ParseMaps(Maps));
        Assert.Null(GuardPrograms.ParseMaps("00400000-00401000 r--p 00000000 fe:00 42   /usr/bin/bash\n"));
        Assert.Null(GuardPrograms.ParseMaps(""));
    }

    [Fact]
    public void A_process_that_is_no_host_has_none()
    {
        Assert.Empty(GuardPrograms.OpenIn(int.MaxValue));
        Assert.Null(GuardPrograms.RunBy(int.MaxValue));
        Assert.Null(GuardPrograms.RunBy(Environment.ProcessId));
    }
}
