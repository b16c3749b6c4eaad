using System.Reflection;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using VirtCore.Qmp;

namespace VirtCore.Tests.Recorded;

/// <summary>Calls of the client's typed methods: with what they need, and then with each option and each value of an enumeration in turn.</summary>
internal static class CallSamples
{
    /// <summary>The text that stands for any string.</summary>
    public const string AnyText = "any-text";

    // Reflection cannot pass spans.
    private static readonly Dictionary<string, Func<QmpClient, Task>> s_byHand = new()
    {
        [nameof(QmpClient.MigrateSetCapabilitiesAsync)] = client => client.MigrateSetCapabilitiesAsync([new("events", true)]).AsTask(),
        [nameof(QmpClient.YankAsync)] = client =>
            client.YankAsync([YankInstance.Migration, YankInstance.BlockNode(AnyText), YankInstance.Chardev(AnyText)]).AsTask(),
    };

    // Statuses are read; of them only this one is ever sent.
    private static readonly Type[] s_notVaried = [typeof(MigrationStatus)];

    public static IEnumerable<(string Label, Func<QmpClient, Task> Call)> Of(MethodInfo method)
    {
        if (s_byHand.TryGetValue(method.Name, out Func<QmpClient, Task>? call))
            return [(method.Name, call)];
        ParameterInfo[] parameters = method.GetParameters();
        object?[] bare = [.. parameters.Select(p => p.HasDefaultValue || IsOptions(p.ParameterType) ? Default(p) : Values(p.ParameterType).First())];
        var samples = new List<(string, Func<QmpClient, Task>)> { (method.Name, client => Invoke(method, client, bare)) };
        for (int i = 0; i < parameters.Length; i++)
        {
            Type type = parameters[i].ParameterType;
            if (type == typeof(TimeSpan?) && parameters[i].Name == "timeout" || type == typeof(CancellationToken))
                continue;
            foreach (object value in IsOptions(type) ? Options(type) : Values(type))
            {
                object?[] arguments = [.. bare];
                arguments[i] = value;
                samples.Add(($"{method.Name}({parameters[i].Name}: {value})", client => Invoke(method, client, arguments)));
            }
        }

        return samples;
    }

    private static bool IsOptions(Type type) =>
        type.IsValueType && type.Assembly == typeof(QmpClient).Assembly && !type.IsEnum && type != typeof(QomValue);

    private static object? Default(ParameterInfo parameter) =>
        IsOptions(parameter.ParameterType) ? Activator.CreateInstance(parameter.ParameterType)
        : parameter.DefaultValue is { } value && parameter.ParameterType.IsEnum ? Enum.ToObject(parameter.ParameterType, value)
        : parameter.DefaultValue ?? (parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null);

    private static IEnumerable<object> Options(Type type)
    {
        foreach (PropertyInfo property in type.GetProperties())
        {
            foreach (object value in Values(property.PropertyType))
            {
                object options = Activator.CreateInstance(type)!;
                property.SetValue(options, value);
                yield return options;
            }
        }
    }

    private static object[] Values(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when s_notVaried.Contains(type) => [MigrationStatus.PreSwitchover],
            _ when type.IsEnum => [.. Enum.GetValues(type).Cast<object>().Where(value => value.ToString() != "Unknown")],
            _ when type == typeof(string) => [AnyText],
            _ when type == typeof(long) => [1L],
            _ when type == typeof(int) => [1],
            _ when type == typeof(bool) => [true],
            _ when type == typeof(TimeSpan) => [TimeSpan.FromSeconds(1)],
            _ when type == typeof(QomValue) => [QomValue.Of(AnyText)],
            _ when type == typeof(Action<Utf8JsonWriter>) => [(Action<Utf8JsonWriter>)(static _ => { })],
            _ when type.IsAssignableFrom(typeof(string[])) => [new[] { AnyText }],
            _ when type.IsAssignableFrom(typeof(SafeFileHandle)) => [File.OpenHandle("/dev/null")],
            _ => throw new NotSupportedException($"There is no sample of {type}: add one."),
        };
    }

    private static Task Invoke(MethodInfo method, QmpClient client, object?[] arguments)
    {
        try
        {
            object task = method.Invoke(client, arguments)!;
            return task as Task ?? (Task)task.GetType().GetMethod(nameof(ValueTask.AsTask))!.Invoke(task, null)!;
        }
        catch (TargetInvocationException exception)
        {
            return Task.FromException(exception.InnerException!);
        }
    }
}
