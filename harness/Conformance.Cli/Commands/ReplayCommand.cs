using System.CommandLine;
using System.Text;
using Conformance.Cli.Output;
using Conformance.Cli.Targets;
using Conformance.Model;
using Conformance.Sdk;
using Conformance.Wire;

namespace Conformance.Cli.Commands;

/// <summary>replay: one case, with every byte on the terminal.</summary>
public static class ReplayCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("replay", "Runs one case and prints its checks and its exchanges. Exits like run.");
        var id = new Argument<string>("case") { Description = "The id of the case, e.g. upload-part-copy/unknown-upload-id/never-issued" };
        var target = new TargetOptions();
        var all = new Option<bool>("--all-exchanges") { Description = "Also print preconditions, observations and clean-up" };
        command.Add(id);
        command.Add(all);
        target.AddTo(command);
        command.SetAction((parsed, _) => ReplayAsync(target.Read(parsed), parsed.GetValue(id)!, parsed.GetValue(all)));
        return command;
    }

    private static async Task<int> ReplayAsync(TargetRequest request, string id, bool all)
    {
        var scenario = SdkSuite.Everything.FirstOrDefault(s => s.Id == id)
            ?? throw new ConfigurationException($"No case has the id {id}; see the ids with: list");
        using var interrupt = new Interrupt();
        var catalogue = CatalogueLoader.Load(Repository.Catalogue);
        await using var open = await request.OpenAsync(line => Console.Error.WriteLine(line), interrupt.Token);
        var plan = new RunPlan
        {
            Target = open.Target,
            Catalogue = catalogue,
            Scenarios = [scenario],
            Identity = RunIdentity.Create(TimeProvider.System, Random.Shared),
            Filter = id,
        };
        await using var runner = await Runner.OpenAsync(plan, interrupt.Token);
        var result = await runner.RunCaseAsync(scenario, interrupt.Token);
        await runner.CloseAsync();
        Print(result, all);
        return runner.Result(interrupt.Token.IsCancellationRequested).ExitCode;
    }

    private static void Print(CaseResult result, bool all)
    {
        Console.WriteLine($"{result.Verdict.Glyph()} {result.Verdict.Token()}  {result.Scenario.Id}");
        Console.WriteLine($"  {result.Scenario.Claim}");
        if (result.Reason is { } reason)
        {
            Console.WriteLine($"  {reason}");
        }

        foreach (var check in result.Checks.Where(c => c.Outcome.Outcome != Outcome.NotApplicable))
        {
            Console.WriteLine();
            Console.WriteLine($"  {(check.IsFinding ? check.Verdict.Glyph() : "✓")} {check.Deciding.Id} ({check.Deciding.Level.Token()}, {check.Deciding.Confidence.Token()}){(check.Standing ? ", standing" : "")}");
            Console.WriteLine($"    expected  {check.Outcome.Expected}");
            Console.WriteLine($"    received  {check.Outcome.Received}");
            if (!check.SeenOn.IsEmpty)
            {
                Console.WriteLine($"    so does   {string.Join(", ", check.SeenOn)}");
            }
        }

        var shown = result.Findings.Select(f => f.Outcome.Exchange).OfType<long>().ToHashSet();
        foreach (var exchange in result.Exchanges.Where(e => all || shown.Contains(e.Sequence) || e.Label.Step is Steps.When or Steps.Again))
        {
            Console.WriteLine();
            Console.WriteLine($"--- {exchange.Label.Step} · {exchange.Carrier} · {exchange.DurationMs:0.0} ms · {exchange.Fate}{(exchange.FateDetail is { } detail ? $" ({detail})" : "")}");
            Block('>', exchange.Request.Head, exchange.Request.Body);
            if (exchange.Response is { } response)
            {
                Block('<', response.Head, response.Body);
            }
        }
    }

    private static void Block(char direction, string head, RecordedBody body)
    {
        foreach (var line in head.TrimEnd().Split('\n'))
        {
            Console.WriteLine($"{direction} {Printable.Line(line.TrimEnd('\r'))}");
        }

        if (body.Length > 0)
        {
            Console.WriteLine(direction);
            Console.WriteLine(body is { IsWhole: true, Length: <= 4096 }
                ? $"{direction} {Printable.Line(Encoding.UTF8.GetString(body.Bytes.AsSpan()))}"
                : $"{direction} ({body.Length} bytes, MD5 {body.Md5})");
        }
    }
}
