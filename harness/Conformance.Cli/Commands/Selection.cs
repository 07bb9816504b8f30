using System.Collections.Immutable;
using System.CommandLine;
using Conformance.Model;
using Conformance.Sdk;

namespace Conformance.Cli.Commands;

/// <summary>Which cases a command is about.</summary>
public sealed class Selection
{
    private readonly Argument<string[]> prefixes = new("cases")
    {
        Description = "Prefixes of case ids, e.g. upload-part-copy/copy-source-range; all cases when none is given",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string[]> requirements = new("--requirement") { Description = "Prefix of requirement ids: cases that cite one (repeatable)", HelpName = "ID" };

    private readonly Option<bool> costly = new("--costly") { Description = "Also the cases that move gigabytes within the target or send ten thousand requests" };

    /// <summary>Adds argument and options to a command.</summary>
    public void AddTo(Command command)
    {
        // Without this a misspelt option would read as a prefix that selects nothing.
        prefixes.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(t => t.Value.StartsWith('-')) is { } option)
            {
                result.AddError($"Unknown option {option.Value}.");
            }
        });
        command.Add(prefixes);
        command.Add(requirements);
        command.Add(costly);
    }

    /// <summary>The text that selected; null for all.</summary>
    public string? Text(ParseResult parsed)
    {
        var words = (parsed.GetValue(prefixes) ?? []).Concat((parsed.GetValue(requirements) ?? []).Select(r => $"--requirement {r}")).ToArray();
        return words.Length == 0 ? null : string.Join(' ', words);
    }

    /// <summary>The cases selected, in the order of the suite. None at all is a mistake, never a green run.</summary>
    public ImmutableArray<Scenario> Cases(ParseResult parsed)
    {
        var ids = parsed.GetValue(prefixes) ?? [];
        var cited = parsed.GetValue(requirements) ?? [];
        ImmutableArray<Scenario> selected =
        [
            .. SdkSuite.Everything.Where(s => s.Costly is null || parsed.GetValue(costly))
                .Where(s => ids.Length == 0 || ids.Any(p => s.Id.StartsWith(p, StringComparison.Ordinal)))
                .Where(s => cited.Length == 0 || s.Cited.Any(r => cited.Any(p => r.StartsWith(p, StringComparison.Ordinal)))),
        ];
        return selected.IsEmpty
            ? throw new ConfigurationException($"No case begins with \"{Text(parsed)}\"; see the ids with: list (costly cases with: list --costly)")
            : selected;
    }
}
