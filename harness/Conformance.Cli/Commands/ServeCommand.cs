using System.Collections.Frozen;
using System.CommandLine;
using System.Net;
using Conformance.Model;
using Conformance.Reference;

namespace Conformance.Cli.Commands;

/// <summary>serve: the embedded endpoint for any S3 client.</summary>
public static class ServeCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("serve", "Serves the embedded endpoint on loopback until Ctrl-C, so that any S3 client can be pointed at it.");
        var port = new Option<int>("--port", "-p") { Description = "Port to listen on; 0 takes a free one", DefaultValueFactory = _ => 9000 };
        var dialect = new Option<string>("--dialect") { Description = "aws or jdcloud", DefaultValueFactory = _ => "aws" };
        var memory = new Option<int>("--memory-mib") { Description = "Bound on stored bytes; past it requests get a clean 503", DefaultValueFactory = _ => 2048 };
        var defects = new Option<string[]>("--defect") { Description = "Switch on a planted defect (repeatable)", HelpName = "ID" };
        var listDefects = new Option<bool>("--list-defects") { Description = "List the planted defects and exit" };
        dialect.AcceptOnlyFromAmong("aws", "jdcloud");
        foreach (var option in new Option[] { port, dialect, memory, defects, listDefects })
        {
            command.Add(option);
        }

        command.SetAction((parsed, _) => parsed.GetValue(listDefects)
            ? Task.FromResult(List())
            : ServeAsync(parsed.GetValue(port), parsed.GetValue(dialect)!, parsed.GetValue(memory), parsed.GetValue(defects) ?? []));
        return command;
    }

    private static int List()
    {
        foreach (var defect in PlantedDefects.All)
        {
            Console.WriteLine($"{defect.Id}  {defect.Title} (breaks {defect.Breaks}{(defect.SeenOn is { } who ? $"; seen on {who}" : "")})");
        }

        return ExitCodes.Pass;
    }

    private static async Task<int> ServeAsync(int port, string dialect, int memoryMib, string[] defects)
    {
        using var interrupt = new Interrupt();
        try
        {
            var options = new ReferenceOptions
            {
                Dialect = dialect == "jdcloud" ? ReferenceDialect.JdCloud : ReferenceDialect.Aws,
                Address = IPAddress.Loopback,
                Port = port,
                MemoryLimitBytes = memoryMib * Size.MiB,
                Defects = defects.ToFrozenSet(StringComparer.Ordinal),
            };
            await using var endpoint = await ReferenceEndpoint.StartAsync(options, interrupt.Token);
            Console.WriteLine($"Serving {dialect} at {endpoint.BaseAddress} (region {options.Region}, access key {options.AccessKey}, secret key {options.SecretKey}); Ctrl-C stops it");
            await Task.Delay(Timeout.Infinite, interrupt.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            return ExitCodes.Pass;
        }
        catch (Exception e) when (e is ArgumentException or IOException)
        {
            throw new ConfigurationException(e.Message, e);
        }
    }
}
