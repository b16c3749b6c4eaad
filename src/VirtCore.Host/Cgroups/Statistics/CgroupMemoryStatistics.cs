using System.Runtime.CompilerServices;

namespace VirtCore.Host;

/// <summary>What <c>memory.stat</c> says: where the memory of a cgroup and those below it is, and what has happened to it.</summary>
/// <remarks>
/// Null is what this kernel does not say. Events are counted since the cgroup was made. See
/// <see href="https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interface-files">memory.stat</see>, Linux 4.5.
/// </remarks>
public struct CgroupMemoryStatistics
{
    // In the order of a current kernel.
    private static readonly KeyTable s_keys = new(' ',
        "anon", "file", "kernel", "kernel_stack", "pagetables", "sec_pagetables", "percpu", "sock", "vmalloc", "shmem", "zswap",
        "zswapped", "zswap_incomp", "hugetlb", "file_mapped", "file_dirty", "file_writeback", "swapcached", "anon_thp", "file_thp",
        "shmem_thp", "inactive_anon", "active_anon", "inactive_file", "active_file", "unevictable", "slab_reclaimable",
        "slab_unreclaimable", "slab", "workingset_refault_anon", "workingset_refault_file", "workingset_activate_anon",
        "workingset_activate_file", "workingset_restore_anon", "workingset_restore_file", "workingset_nodereclaim", "pgdemote_kswapd",
        "pgdemote_direct", "pgdemote_khugepaged", "pgdemote_proactive", "pgsteal_kswapd", "pgsteal_direct", "pgsteal_khugepaged",
        "pgsteal_proactive", "pgscan_kswapd", "pgscan_direct", "pgscan_khugepaged", "pgscan_proactive", "pgrefill",
        "pgpromote_success", "pgscan", "pgsteal", "pswpin", "pswpout", "pgfault", "pgmajfault", "pgactivate", "pgdeactivate",
        "pglazyfree", "pglazyfreed", "swpin_zero", "swpout_zero", "zswpin", "zswpout", "zswpwb", "thp_fault_alloc",
        "thp_collapse_alloc", "thp_swpout", "thp_swpout_fallback", "numa_pages_migrated", "numa_pte_updates", "numa_hint_faults");

    private Values _values;

    /// <summary><c>anon</c>. Anonymous memory: what guests and processes have, brk and private mmap.</summary>
    public readonly long? AnonBytes => KeyTable.ValueOf(_values[0]);

    /// <summary><c>file</c>. Page cache, tmpfs and shared memory included.</summary>
    public readonly long? FileBytes => KeyTable.ValueOf(_values[1]);

    /// <summary><c>kernel</c>. All of the kernel's memory for this cgroup (Linux 5.18).</summary>
    public readonly long? KernelBytes => KeyTable.ValueOf(_values[2]);

    /// <summary><c>kernel_stack</c>. Kernel stacks.</summary>
    public readonly long? KernelStackBytes => KeyTable.ValueOf(_values[3]);

    /// <summary><c>pagetables</c>. Page tables.</summary>
    public readonly long? PageTablesBytes => KeyTable.ValueOf(_values[4]);

    /// <summary><c>sec_pagetables</c>. Secondary page tables: KVM's second level, IOMMU (Linux 6.1).</summary>
    public readonly long? SecondaryPageTablesBytes => KeyTable.ValueOf(_values[5]);

    /// <summary><c>percpu</c>. Per-CPU data of the kernel's.</summary>
    public readonly long? PerCpuBytes => KeyTable.ValueOf(_values[6]);

    /// <summary><c>sock</c>. Network buffers.</summary>
    public readonly long? SocketBytes => KeyTable.ValueOf(_values[7]);

    /// <summary><c>vmalloc</c>. What the kernel mapped with vmalloc (Linux 5.16).</summary>
    public readonly long? VmallocBytes => KeyTable.ValueOf(_values[8]);

    /// <summary><c>shmem</c>. tmpfs, memfds, shared anonymous mappings.</summary>
    public readonly long? SharedMemoryBytes => KeyTable.ValueOf(_values[9]);

    /// <summary><c>zswap</c>. Memory that zswap's compressed pages take (Linux 5.19).</summary>
    public readonly long? ZswapBytes => KeyTable.ValueOf(_values[10]);

    /// <summary><c>zswapped</c>. Memory that was compressed into zswap, at its full size (Linux 5.19).</summary>
    public readonly long? ZswappedBytes => KeyTable.ValueOf(_values[11]);

    /// <summary><c>zswap_incomp</c>. What zswap keeps uncompressed, as it cannot be compressed.</summary>
    public readonly long? ZswapIncompressibleBytes => KeyTable.ValueOf(_values[12]);

    /// <summary><c>hugetlb</c>. Huge pages of hugetlbfs, where the hierarchy counts them as memory (Linux 6.14).</summary>
    public readonly long? HugetlbBytes => KeyTable.ValueOf(_values[13]);

    /// <summary><c>file_mapped</c>. Page cache that is mapped.</summary>
    public readonly long? FileMappedBytes => KeyTable.ValueOf(_values[14]);

    /// <summary><c>file_dirty</c>. Page cache that is to be written back.</summary>
    public readonly long? FileDirtyBytes => KeyTable.ValueOf(_values[15]);

    /// <summary><c>file_writeback</c>. Page cache that is being written back.</summary>
    public readonly long? FileWritebackBytes => KeyTable.ValueOf(_values[16]);

    /// <summary><c>swapcached</c>. Swapped memory that is in memory as well.</summary>
    public readonly long? SwapCachedBytes => KeyTable.ValueOf(_values[17]);

    /// <summary><c>anon_thp</c>. Anonymous memory in transparent huge pages.</summary>
    public readonly long? AnonHugeBytes => KeyTable.ValueOf(_values[18]);

    /// <summary><c>file_thp</c>. Page cache in transparent huge pages.</summary>
    public readonly long? FileHugeBytes => KeyTable.ValueOf(_values[19]);

    /// <summary><c>shmem_thp</c>. Shared memory in transparent huge pages.</summary>
    public readonly long? SharedMemoryHugeBytes => KeyTable.ValueOf(_values[20]);

    /// <summary><c>inactive_anon</c>. Anonymous memory and swap cache on the inactive list.</summary>
    public readonly long? InactiveAnonBytes => KeyTable.ValueOf(_values[21]);

    /// <summary><c>active_anon</c>. The same on the active list.</summary>
    public readonly long? ActiveAnonBytes => KeyTable.ValueOf(_values[22]);

    /// <summary><c>inactive_file</c>. Page cache on the inactive list: what is reclaimed first.</summary>
    public readonly long? InactiveFileBytes => KeyTable.ValueOf(_values[23]);

    /// <summary><c>active_file</c>. Page cache on the active list.</summary>
    public readonly long? ActiveFileBytes => KeyTable.ValueOf(_values[24]);

    /// <summary><c>unevictable</c>. What cannot be reclaimed: locked memory.</summary>
    public readonly long? UnevictableBytes => KeyTable.ValueOf(_values[25]);

    /// <summary><c>slab_reclaimable</c>. Slab that can be reclaimed: dentries, inodes.</summary>
    public readonly long? SlabReclaimableBytes => KeyTable.ValueOf(_values[26]);

    /// <summary><c>slab_unreclaimable</c>. Slab that cannot.</summary>
    public readonly long? SlabUnreclaimableBytes => KeyTable.ValueOf(_values[27]);

    /// <summary><c>slab</c>. Both together.</summary>
    public readonly long? SlabBytes => KeyTable.ValueOf(_values[28]);

    /// <summary><c>workingset_refault_anon</c>. Refaults of anonymous pages that had been evicted.</summary>
    public readonly long? WorkingsetRefaultAnon => KeyTable.ValueOf(_values[29]);

    /// <summary><c>workingset_refault_file</c>. Refaults of file pages that had been evicted.</summary>
    public readonly long? WorkingsetRefaultFile => KeyTable.ValueOf(_values[30]);

    /// <summary><c>workingset_activate_anon</c>. Refaulted anonymous pages that became active at once.</summary>
    public readonly long? WorkingsetActivateAnon => KeyTable.ValueOf(_values[31]);

    /// <summary><c>workingset_activate_file</c>. Refaulted file pages that became active at once.</summary>
    public readonly long? WorkingsetActivateFile => KeyTable.ValueOf(_values[32]);

    /// <summary><c>workingset_restore_anon</c>. Refaulted anonymous pages that had been part of the working set.</summary>
    public readonly long? WorkingsetRestoreAnon => KeyTable.ValueOf(_values[33]);

    /// <summary><c>workingset_restore_file</c>. Refaulted file pages that had been part of the working set.</summary>
    public readonly long? WorkingsetRestoreFile => KeyTable.ValueOf(_values[34]);

    /// <summary><c>workingset_nodereclaim</c>. How often a shadow node was reclaimed.</summary>
    public readonly long? WorkingsetNodeReclaim => KeyTable.ValueOf(_values[35]);

    /// <summary><c>pgdemote_kswapd</c>. Pages demoted to slower memory by kswapd (Linux 6.13).</summary>
    public readonly long? PagesDemotedKswapd => KeyTable.ValueOf(_values[36]);

    /// <summary><c>pgdemote_direct</c>. Pages demoted by direct reclaim (Linux 6.13).</summary>
    public readonly long? PagesDemotedDirect => KeyTable.ValueOf(_values[37]);

    /// <summary><c>pgdemote_khugepaged</c>. Pages demoted by khugepaged (Linux 6.13).</summary>
    public readonly long? PagesDemotedKhugepaged => KeyTable.ValueOf(_values[38]);

    /// <summary><c>pgdemote_proactive</c>. Pages demoted by memory.reclaim (Linux 6.14).</summary>
    public readonly long? PagesDemotedProactive => KeyTable.ValueOf(_values[39]);

    /// <summary><c>pgsteal_kswapd</c>. Pages reclaimed by kswapd.</summary>
    public readonly long? PagesStolenKswapd => KeyTable.ValueOf(_values[40]);

    /// <summary><c>pgsteal_direct</c>. Pages reclaimed by those who wanted memory.</summary>
    public readonly long? PagesStolenDirect => KeyTable.ValueOf(_values[41]);

    /// <summary><c>pgsteal_khugepaged</c>. Pages reclaimed by khugepaged (Linux 6.2).</summary>
    public readonly long? PagesStolenKhugepaged => KeyTable.ValueOf(_values[42]);

    /// <summary><c>pgsteal_proactive</c>. Pages reclaimed by memory.reclaim (Linux 6.14).</summary>
    public readonly long? PagesStolenProactive => KeyTable.ValueOf(_values[43]);

    /// <summary><c>pgscan_kswapd</c>. Pages looked at by kswapd.</summary>
    public readonly long? PagesScannedKswapd => KeyTable.ValueOf(_values[44]);

    /// <summary><c>pgscan_direct</c>. Pages looked at by those who wanted memory.</summary>
    public readonly long? PagesScannedDirect => KeyTable.ValueOf(_values[45]);

    /// <summary><c>pgscan_khugepaged</c>. Pages looked at by khugepaged (Linux 6.2).</summary>
    public readonly long? PagesScannedKhugepaged => KeyTable.ValueOf(_values[46]);

    /// <summary><c>pgscan_proactive</c>. Pages looked at by memory.reclaim (Linux 6.14).</summary>
    public readonly long? PagesScannedProactive => KeyTable.ValueOf(_values[47]);

    /// <summary><c>pgrefill</c>. Pages looked at on the active list.</summary>
    public readonly long? PagesRefilled => KeyTable.ValueOf(_values[48]);

    /// <summary><c>pgpromote_success</c>. Pages promoted to faster memory (Linux 6.13).</summary>
    public readonly long? PagesPromoted => KeyTable.ValueOf(_values[49]);

    /// <summary><c>pgscan</c>. Pages looked at.</summary>
    public readonly long? PagesScanned => KeyTable.ValueOf(_values[50]);

    /// <summary><c>pgsteal</c>. Pages reclaimed.</summary>
    public readonly long? PagesStolen => KeyTable.ValueOf(_values[51]);

    /// <summary><c>pswpin</c>. Pages swapped in (Linux 6.14).</summary>
    public readonly long? PagesSwappedIn => KeyTable.ValueOf(_values[52]);

    /// <summary><c>pswpout</c>. Pages swapped out (Linux 6.14).</summary>
    public readonly long? PagesSwappedOut => KeyTable.ValueOf(_values[53]);

    /// <summary><c>pgfault</c>. Page faults.</summary>
    public readonly long? PageFaults => KeyTable.ValueOf(_values[54]);

    /// <summary><c>pgmajfault</c>. Page faults that waited for a disk.</summary>
    public readonly long? MajorPageFaults => KeyTable.ValueOf(_values[55]);

    /// <summary><c>pgactivate</c>. Pages moved to the active list.</summary>
    public readonly long? PagesActivated => KeyTable.ValueOf(_values[56]);

    /// <summary><c>pgdeactivate</c>. Pages moved to the inactive list.</summary>
    public readonly long? PagesDeactivated => KeyTable.ValueOf(_values[57]);

    /// <summary><c>pglazyfree</c>. Pages that their process gave back lazily (MADV_FREE).</summary>
    public readonly long? PagesLazilyFreed => KeyTable.ValueOf(_values[58]);

    /// <summary><c>pglazyfreed</c>. Those of them that were reclaimed.</summary>
    public readonly long? LazilyFreedPagesReclaimed => KeyTable.ValueOf(_values[59]);

    /// <summary><c>swpin_zero</c>. Pages of zeros swapped in without I/O (Linux 6.13).</summary>
    public readonly long? ZeroPagesSwappedIn => KeyTable.ValueOf(_values[60]);

    /// <summary><c>swpout_zero</c>. Pages of zeros swapped out without I/O (Linux 6.13).</summary>
    public readonly long? ZeroPagesSwappedOut => KeyTable.ValueOf(_values[61]);

    /// <summary><c>zswpin</c>. Pages moved from zswap into memory.</summary>
    public readonly long? PagesFromZswap => KeyTable.ValueOf(_values[62]);

    /// <summary><c>zswpout</c>. Pages moved from memory into zswap.</summary>
    public readonly long? PagesToZswap => KeyTable.ValueOf(_values[63]);

    /// <summary><c>zswpwb</c>. Pages moved from zswap to swap (Linux 6.8).</summary>
    public readonly long? PagesFromZswapToSwap => KeyTable.ValueOf(_values[64]);

    /// <summary><c>thp_fault_alloc</c>. Transparent huge pages made by page faults.</summary>
    public readonly long? HugePagesFaulted => KeyTable.ValueOf(_values[65]);

    /// <summary><c>thp_collapse_alloc</c>. Transparent huge pages made by collapsing pages.</summary>
    public readonly long? HugePagesCollapsed => KeyTable.ValueOf(_values[66]);

    /// <summary><c>thp_swpout</c>. Transparent huge pages swapped out whole (Linux 6.7).</summary>
    public readonly long? HugePagesSwappedOut => KeyTable.ValueOf(_values[67]);

    /// <summary><c>thp_swpout_fallback</c>. Transparent huge pages that were split to be swapped out (Linux 6.7).</summary>
    public readonly long? HugePagesSplitForSwap => KeyTable.ValueOf(_values[68]);

    /// <summary><c>numa_pages_migrated</c>. Pages moved by NUMA balancing (Linux 6.13).</summary>
    public readonly long? NumaPagesMigrated => KeyTable.ValueOf(_values[69]);

    /// <summary><c>numa_pte_updates</c>. Page table entries that NUMA balancing armed (Linux 6.13).</summary>
    public readonly long? NumaEntriesUpdated => KeyTable.ValueOf(_values[70]);

    /// <summary><c>numa_hint_faults</c>. Page faults that these caused (Linux 6.13).</summary>
    public readonly long? NumaHintFaults => KeyTable.ValueOf(_values[71]);

    /// <summary>Reads the text of the file.</summary>
    /// <returns>False when it is none.</returns>
    internal static bool TryParse(ReadOnlySpan<byte> text, out CgroupMemoryStatistics statistics)
    {
        statistics = default;
        return s_keys.TryParse(text, statistics._values);
    }

    [InlineArray(72)]
    private struct Values
    {
        private ulong _first;
    }
}
