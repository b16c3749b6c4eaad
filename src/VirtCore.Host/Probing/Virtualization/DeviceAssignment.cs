namespace VirtCore.Host;

/// <summary>Whether devices can be given to guests.</summary>
internal static class DeviceAssignment
{
    public static HostQuestion Question { get; } = new(
        "iommu", HostArea.Virtualization, "IOMMU", "Only with an IOMMU can a guest be given a PCI device without the run of the host's memory.", Look);

    private static HostFinding Look(HostView host)
    {
        host.NeedSys();
        int groups = host.Files.List("/sys/kernel/iommu_groups").Count;
        string? table = host.Files.Exists("/sys/firmware/acpi/tables/DMAR") ? "DMAR"
            : host.Files.Exists("/sys/firmware/acpi/tables/IVRS") ? "IVRS"
            : host.Files.Exists("/sys/firmware/acpi/tables/IORT") ? "IORT" : null;
        KernelModuleState vfio = host.Modules.Find("vfio_pci", "CONFIG_VFIO_PCI");
        HostFact[] facts = [new("groups", groups), new("acpiTable", table), new("vfio", vfio.ToString())];
        if (groups > 0)
        {
            return vfio == KernelModuleState.Missing
                ? HostFinding.Warn($"{groups} groups, and no vfio-pci to give them out", "install the modules of this kernel (vfio-pci)", facts)
                : HostFinding.Pass($"{groups} groups; vfio-pci is {KernelModules.Describe(vfio)}", facts);
        }

        return table is null
            ? HostFinding.Info("none, or off in the firmware: no ACPI table has one", facts)
            : HostFinding.Warn($"the firmware has one (ACPI {table}), and the kernel does not use it",
                table == "DMAR" ? "add to the kernel's command line: intel_iommu=on iommu=pt" : "add to the kernel's command line: iommu=pt", facts);
    }
}
