namespace VirtCore.Host;

/// <summary>How much of one RDMA device a cgroup may use: a line of <c>rdma.max</c> (Linux 4.11).</summary>
/// <param name="Handles"><c>hca_handle</c>.</param>
/// <param name="Objects"><c>hca_object</c>.</param>
public readonly record struct CgroupRdmaLimits(CgroupLimit Handles, CgroupLimit Objects);
