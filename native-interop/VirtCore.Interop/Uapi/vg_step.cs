namespace VirtCore.Interop.Uapi;

/// <summary>guard/protocol.h: where a launch failed, without its VG_STEP_.</summary>
internal enum vg_step : uint
{
    NONE = 0,
    REQUEST,
    FORK,
    LIFELINE,
    STATE_DIRECTORY,
    LOCK,
    RECORD,
    SOCKET,
    TIER,
    CLONE,
    SESSION,
    SIGNALS,
    OOM_SCORE,
    DESCRIPTORS,
    RESOURCE_LIMIT,
    GROUPS,
    BOUNDING_SET,
    USER,
    CAPABILITIES,
    WORKING_DIRECTORY,
    PARENT_DEATH,
    NO_NEW_PRIVILEGES,
    PRIVILEGED_PROGRAM,
    EXEC,
    CUT,
    DIED,
    CGROUP,
}
