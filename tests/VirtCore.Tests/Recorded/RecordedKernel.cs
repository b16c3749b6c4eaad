using System.Globalization;
using VirtCore.Host;
using VirtCore.Interop;

namespace VirtCore.Tests.Recorded;

/// <summary>What another host's kernel answered: words like <c>autokill=EINVAL</c>, <c>pidfd=OPEN,INODE,INFORMATION</c>, <c>kvm=OPEN,VERSION</c>.</summary>
internal sealed class RecordedKernel(string text) : HostKernel
{
    private readonly Dictionary<string, string> _answers =
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static word => word.Split('=')).ToDictionary(static word => word[0], static word => word[1]);

    public static int ErrnoOf(string name) => name switch
    {
        "0" => 0,
        "EPERM" => Errnos.EPERM,
        "ENOENT" => Errnos.ENOENT,
        "EACCES" => Errnos.EACCES,
        "EFAULT" => Errnos.EFAULT,
        "EBUSY" => Errnos.EBUSY,
        "EEXIST" => Errnos.EEXIST,
        "EINVAL" => Errnos.EINVAL,
        "ENOTTY" => 25,
        "ENOSYS" => Errnos.ENOSYS,
        _ => throw new ArgumentException($"No errno {name}.", nameof(name)),
    };

    /// <summary>With other answers to some questions.</summary>
    public RecordedKernel With(string answers)
    {
        var changed = new Dictionary<string, string>(_answers);
        foreach (string word in answers.Split(' '))
            changed[word.Split('=')[0]] = word.Split('=')[1];
        return new RecordedKernel(string.Join(' ', changed.Select(static answer => $"{answer.Key}={answer.Value}")));
    }

    public override KvmAnswer Kvm()
    {
        string[] open = _answers["kvm"].Split(',');
        string[] missing = _answers.GetValueOrDefault("missing", "").Split(',');
        return new KvmAnswer
        {
            OpenError = ErrnoOf(open[0]),
            ApiVersion = int.Parse(open[1], CultureInfo.InvariantCulture),
            Capabilities = [.. KvmCapabilities.All.Select(capability => missing.Contains(capability.Name) ? 0 : 1)],
            Trial = _answers["trial"] switch
            {
                "-" => null,
                "Refused" => new KvmTrialResult(KvmTrialOutcome.Refused) { Refusal = new KernelException("KVM_CREATE_VM", ErrnoOf("EBUSY"), "/dev/kvm") },
                { } outcome => new KvmTrialResult(Enum.Parse<KvmTrialOutcome>(outcome)) { ExitReason = 17, Time = TimeSpan.FromMilliseconds(1.5) },
            },
        };
    }

    public override int Autokill() => ErrnoOf(_answers["autokill"]);

    public override int IoUring() => ErrnoOf(_answers["io_uring"]);

    public override int Userfaultfd() => ErrnoOf(_answers["userfaultfd"]);

    public override (CgroupDelegation Kind, string? Path) Delegation()
    {
        string[] words = _answers["delegation"].Split(',');
        return (Enum.Parse<CgroupDelegation>(words[0]), words.Length > 1 ? words[1] : null);
    }

    public override PidfdAnswer Pidfd()
    {
        string[] words = _answers["pidfd"].Split(',');
        return new PidfdAnswer(ErrnoOf(words[0]), words[1] == "-" ? null : ulong.Parse(words[1], CultureInfo.InvariantCulture), ErrnoOf(words[2]));
    }
}
