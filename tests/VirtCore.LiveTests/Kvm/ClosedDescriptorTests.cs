using System.Reflection;
using System.Runtime.InteropServices;
using VirtCore.Interop;
using VirtCore.Kvm;
using VirtCore.LiveTests.Leftovers;
using Xunit;

namespace VirtCore.LiveTests.Kvm;

/// <summary>Every public member on an object that was disposed, whose descriptor's number was closed under it, or is another file's by now: the right exception each, and the process lives.</summary>
public sealed class ClosedDescriptorTests : LiveTest
{
    private const int EBADF = 9;
    private const int EINVAL = 22;
    private const int ENOTTY = 25;
    private const int ESPIPE = 29;

    [Fact]
    public void No_member_is_forgotten()
    {
        CheckComplete(KvmMembers.System);
        CheckComplete(KvmMembers.Vm);
        CheckComplete(KvmMembers.Vcpu);
        CheckComplete(KvmMembers.Device);
        CheckComplete(KvmMembers.Slot);
        CheckComplete(KvmMembers.Statistics);
        CheckComplete(KvmMembers.Memory);
    }

    [Fact]
    public void A_disposed_object_says_so()
    {
        Requires.Kvm();
        using var machine = new KvmObjects();
        machine.Dispose();
        List<string> wrong = [];
        Sweep(machine.System, KvmMembers.System, IsDisposed, wrong);
        Sweep(machine.Vm, KvmMembers.Vm, IsDisposed, wrong);
        Sweep(machine.Vcpu, KvmMembers.Vcpu, IsDisposed, wrong);
        Sweep(machine.Slot, KvmMembers.Slot, IsDisposed, wrong);
        Sweep(machine.Memory, KvmMembers.Memory, IsDisposed, wrong);
        if (machine.Device is { } device)
            Sweep(device, KvmMembers.Device, IsDisposed, wrong);
        Fail(wrong);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_closed_number_is_EBADF(bool hasRun)
    {
        Requires.Kvm();
        SweepAll(hasRun, static (numbers, handle) => numbers.Close(handle), Is(EBADF), KvmKinds.None);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Another_file_is_ENOTTY(bool hasRun)
    {
        Requires.Kvm();
        SweepAll(hasRun, static (numbers, handle) => numbers.Nullify(handle), Is(ENOTTY), KvmKinds.None);
    }

    [Fact]
    public void Another_kind_of_KVMs_is_told_from_ones_own()
    {
        Requires.Kvm();
        foreach (KvmKinds other in (KvmKinds[])[KvmKinds.System, KvmKinds.Vm, KvmKinds.Vcpu])
        {
            using var others = new KvmObjects();
            SafeHandle foreign = others.HandleOf(other);
            SweepAll(hasRun: false, (numbers, handle) => numbers.Replace(handle, foreign), Is(ENOTTY, EINVAL), other);
        }
    }

    [Fact]
    public void Statistics_are_never_anothers()
    {
        Requires.Kvm();
        using var numbers = new DescriptorNumbers();
        using var machine = new KvmObjects();
        if (machine.Vm.CheckExtension(KvmCapability.BinaryStatsFd) == 0)
            Assert.Skip("This KVM has no statistics by descriptor (Linux 5.14).");
        using KvmStatistics statistics = machine.Vm.OpenStatistics();
        numbers.Free();
        List<string> wrong = [];
        numbers.Close(statistics.Descriptor);
        Sweep(statistics, KvmMembers.Statistics, Is(EBADF), wrong);
        numbers.Nullify(statistics.Descriptor);
        Sweep(statistics, KvmMembers.Statistics, static thrown => thrown is InvalidDataException, wrong);
        numbers.Replace(statistics.Descriptor, machine.Vm.Descriptor);
        Sweep(statistics, KvmMembers.Statistics, Is(EINVAL, ESPIPE), wrong);
        statistics.Dispose();
        Sweep(statistics, KvmMembers.Statistics, IsDisposed, wrong);
        Fail(wrong);
    }

    private static void SweepAll(bool hasRun, Action<DescriptorNumbers, SafeHandle> spoil, Func<Exception?, bool> expected, KvmKinds foreign)
    {
        List<string> wrong = [];
        foreach (KvmKinds kind in (KvmKinds[])[KvmKinds.System, KvmKinds.Vm, KvmKinds.Vcpu, KvmKinds.Device])
        {
            using var numbers = new DescriptorNumbers();
            using var machine = new KvmObjects();
            if (kind == foreign || (kind == KvmKinds.Device && machine.Device is null))
                continue;
            if (hasRun)
                machine.Vcpu.Run();
            numbers.Free();
            spoil(numbers, machine.HandleOf(kind));
            switch (kind)
            {
                case KvmKinds.System:
                    Sweep(machine.System, KvmMembers.System, expected, wrong, foreign);
                    break;
                case KvmKinds.Vm:
                    Sweep(machine.Vm, KvmMembers.Vm, expected, wrong, foreign);
                    Sweep(machine.Slot, KvmMembers.Slot, expected, wrong, foreign);
                    break;
                case KvmKinds.Vcpu:
                    Sweep(machine.Vcpu, KvmMembers.Vcpu, expected, wrong, foreign);
                    Sweep(machine.Vm, KvmMembers.VmState, expected, wrong, foreign);
                    break;
                case KvmKinds.Device:
                    Sweep(machine.Device!, KvmMembers.Device, expected, wrong, foreign);
                    break;
            }

            // The owner closes its number when it is disposed: nobody else's may be there.
            numbers.Nullify(machine.HandleOf(kind));
        }

        Fail(wrong);
    }

    private static void Sweep<T>(T target, IEnumerable<KvmMember<T>> members, Func<Exception?, bool> expected, List<string> wrong, KvmKinds foreign = KvmKinds.None)
    {
        foreach (KvmMember<T> member in members)
        {
            Exception? thrown = Record.Exception(() => member.Call(target));
            bool right = member.MemoryOnly is not null ? thrown is null or ObjectDisposedException or InvalidOperationException
                : (member.SharedWith & foreign) != 0 ? thrown is null or KernelException
                : expected(thrown);
            if (!right)
                wrong.Add($"{typeof(T).Name}.{member.Name}{(foreign == KvmKinds.None ? "" : $" on {foreign}")}: {thrown?.ToString().Split('\n')[0] ?? "nothing is thrown"}");
        }
    }

    private static bool IsDisposed(Exception? thrown) => thrown is ObjectDisposedException;

    private static Func<Exception?, bool> Is(params int[] errors) => thrown => thrown is KernelException refused && errors.Contains(refused.Errno);

    private static void CheckComplete<T>(IEnumerable<KvmMember<T>> members)
    {
        const BindingFlags Public = BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly;
        IEnumerable<string> methods = typeof(T).GetMethods(Public).Where(static method => !method.IsSpecialName && method.Name is not ("Dispose" or "ToString")).Select(static method => method.Name);
        IEnumerable<string> getters = typeof(T).GetProperties(Public).Where(static property => property.GetMethod is { IsPublic: true }).Select(static property => property.Name);
        IEnumerable<string> setters = typeof(T).GetProperties(Public).Where(static property => property.SetMethod is { IsPublic: true }).Select(static property => property.Name + "=");
        Assert.Equal([.. methods.Concat(getters).Concat(setters).Order(StringComparer.Ordinal)], members.Select(static member => member.Name).Order(StringComparer.Ordinal));
    }

    private static void Fail(List<string> wrong)
    {
        if (wrong.Count != 0)
            Assert.Fail(string.Join('\n', wrong));
    }
}
