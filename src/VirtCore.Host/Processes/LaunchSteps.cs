using VirtCore.Interop.Uapi;
using static Tmds.Linux.LibC;

namespace VirtCore.Host;

/// <summary>The guard's steps in words, and what to do about the failures that have a known cause.</summary>
internal static class LaunchSteps
{
    public static ProcessLaunchException Failure(in vg_answer answer, LaunchRequest request)
    {
        var step = (vg_step)answer.step;
        return new ProcessLaunchException(NameOf(step), answer.error, request.FileName, HintFor(step, answer.error, request));
    }

    private static string NameOf(vg_step step) => step switch
    {
        vg_step.REQUEST => "the request",
        vg_step.FORK => "fork",
        vg_step.LIFELINE => "the lifeline",
        vg_step.STATE_DIRECTORY => "the state directory",
        vg_step.LOCK => "lock",
        vg_step.RECORD => "the guard's record",
        vg_step.SOCKET => "the guard's socket",
        vg_step.TIER => "tier",
        vg_step.CLONE => "clone3",
        vg_step.SESSION => "setsid",
        vg_step.SIGNALS => "signals",
        vg_step.OOM_SCORE => "oom_score_adj",
        vg_step.DESCRIPTORS => "descriptors",
        vg_step.RESOURCE_LIMIT => "setrlimit",
        vg_step.GROUPS => "setgroups",
        vg_step.BOUNDING_SET => "capability bounding set",
        vg_step.USER => "setresuid",
        vg_step.CAPABILITIES => "capset",
        vg_step.WORKING_DIRECTORY => "chdir",
        vg_step.PARENT_DEATH => "PR_SET_PDEATHSIG",
        vg_step.NO_NEW_PRIVILEGES => "PR_SET_NO_NEW_PRIVS",
        vg_step.PRIVILEGED_PROGRAM => "privileges of the program",
        vg_step.EXEC => "exec",
        vg_step.CUT => "cut",
        vg_step.DIED => "death before exec",
        vg_step.CGROUP => "the cgroup",
        _ => $"step {(uint)step}",
    };

    private static string? HintFor(vg_step step, int error, LaunchRequest request) => step switch
    {
        vg_step.EXEC when error == ENOENT => "There is no such program, or its interpreter is missing.",
        vg_step.EXEC when error == EACCES => "The program is not executable for that user, or its file system is mounted noexec.",
        vg_step.LOCK when error == EBUSY => $"Another guard lives in \"{request.StateDirectory}\".",
        vg_step.RECORD when error == ECANCELED => "It was aborted before it started: somebody asked what was decided.",
        vg_step.RECORD when error == EEXIST => $"\"{request.StateDirectory}\" has the record of an earlier process; GuardRecord.DeleteAsync removes it.",
        vg_step.TIER => $"This kernel does not offer {request.MinimumTier} to this process.",
        vg_step.CGROUP when error == EEXIST => $"\"{request.StateDirectory}\" names the cgroup of an earlier process; GuardRecord.DeleteAsync removes both.",
        vg_step.CGROUP => CgroupHints.Of("cgroup.procs", error, null),
        vg_step.PRIVILEGED_PROGRAM => "A set-user-id program, or one with file capabilities, needs NoNewPrivileges: its exec would undo the guard's hold on it.",
        vg_step.DIED when (request.Cgroup ?? request.CgroupParent) is not null =>
            "It was killed at birth. A cgroup whose cgroup.kill was written once does that to all that are born into it on some kernels: make a fresh one for each start.",
        vg_step.DIED => "It was killed before its exec.",
        _ => null,
    };
}
