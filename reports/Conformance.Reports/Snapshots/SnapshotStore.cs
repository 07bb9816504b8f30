using System.Collections.Immutable;
using Conformance.Model;

namespace Conformance.Reports;

/// <summary>How a snapshot stands to what was accepted.</summary>
public enum SnapshotState
{
    /// <summary>Nothing was accepted yet.</summary>
    New,

    /// <summary>Other than accepted.</summary>
    Changed,

    /// <summary>Accepted for a case that has no snapshots any more.</summary>
    Orphan,

    /// <summary>Accepted, and this run has not asked.</summary>
    Unseen,

    /// <summary>As accepted.</summary>
    Same,
}

/// <summary>A snapshot beside what was accepted.</summary>
/// <param name="Case">Id of the case.</param>
/// <param name="State">How they stand.</param>
/// <param name="Accepted">What was accepted; null when nothing was.</param>
/// <param name="Received">What this run has; null when it has nothing.</param>
public sealed record SnapshotComparison(string Case, SnapshotState State, string? Accepted, string? Received);

/// <summary>
/// The accepted snapshots of one target in one dialect: a folder with a file a behaviour, OPERATION.BEHAVIOUR_dialect=DIALECT.verified.txt, and
/// .received.txt beside it while something differs.
/// </summary>
public sealed class SnapshotStore
{
    private readonly string folder;
    private readonly string dialect;

    /// <summary>The store of a target below the folder of all snapshots.</summary>
    public SnapshotStore(string root, string target, Dialect dialect)
    {
        folder = Path.Combine(root, string.Concat(target.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '-')));
        this.dialect = dialect.Token();
    }

    /// <summary>The folder of the target.</summary>
    public string Folder => folder;

    /// <summary>What was accepted, by case; <see cref="Varying"/> before what is other each time.</summary>
    /// <exception cref="ConfigurationException">A file is damaged or cannot be read.</exception>
    public ImmutableDictionary<string, string> Accepted() =>
        Files().SelectMany(f => Sections(f)).ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>The first line of a section about an answer that the target gives otherwise each time: it is kept to be read, and never counts as changed.</summary>
    public const string Varying = "(varies from run to run)\n";

    /// <summary>The snapshots of the first of several runs; what another of them says otherwise is marked as varying. Pure.</summary>
    public static ImmutableArray<CaseSnapshot> Together(IReadOnlyList<ImmutableArray<CaseSnapshot>> runs)
    {
        var others = runs.Skip(1).Select(r => r.ToDictionary(s => s.Case, s => s.Text, StringComparer.Ordinal)).ToArray();
        return [.. runs[0].Select(s => others.Any(o => o.TryGetValue(s.Case, out var text) && text != s.Text) ? s with { Text = Varying + s.Text } : s)];
    }

    /// <summary>True of what was accepted as being other each time.</summary>
    public static bool Varies(string? accepted) => accepted is not null && accepted.StartsWith(Varying, StringComparison.Ordinal);

    /// <summary>Compares with what was accepted, in the order of the selection; orphans last. Pure but for reading the store.</summary>
    /// <param name="received">What this run has.</param>
    /// <param name="selection">Every case that has snapshots, run or not.</param>
    public ImmutableArray<SnapshotComparison> Compare(IEnumerable<CaseSnapshot> received, IEnumerable<Scenario> selection)
    {
        var accepted = Accepted();
        var now = received.ToDictionary(s => s.Case, s => s.Text, StringComparer.Ordinal);
        var ids = selection.Select(s => s.Id).ToArray();
        return
        [
            .. ids.Where(id => accepted.ContainsKey(id) || now.ContainsKey(id)).Select(id => Compared(id, accepted.GetValueOrDefault(id), now.GetValueOrDefault(id))),
            .. accepted.Keys.Except(ids).Order(StringComparer.Ordinal).Select(id => new SnapshotComparison(id, SnapshotState.Orphan, accepted[id], Received: null)),
        ];
    }

    /// <summary>Puts .received.txt beside what differs and takes away those of before.</summary>
    public void WriteReceived(IReadOnlyCollection<SnapshotComparison> comparisons)
    {
        foreach (var old in Existing("received"))
        {
            File.Delete(old);
        }

        foreach (var behaviour in comparisons.GroupBy(c => SnapshotSelection.Behaviour(c.Case)).Where(g => g.Any(c => c.State is SnapshotState.New or SnapshotState.Changed)))
        {
            Write(behaviour.Key, "received", behaviour);
        }
    }

    /// <summary>Accepts what the run has: new and changed sections are written, orphans are taken out, what the run has not asked stays.</summary>
    public void Accept(IReadOnlyCollection<SnapshotComparison> comparisons)
    {
        foreach (var behaviour in comparisons.GroupBy(c => SnapshotSelection.Behaviour(c.Case)).Where(g => g.Any(c => c.State is not (SnapshotState.Same or SnapshotState.Unseen))))
        {
            var path = Write(behaviour.Key, "verified", behaviour);
            if (behaviour.All(c => c.State == SnapshotState.Orphan))
            {
                File.Delete(path);
            }
        }

        foreach (var old in Existing("received"))
        {
            File.Delete(old);
        }
    }

    private static SnapshotComparison Compared(string id, string? accepted, string? received) => new(
        id,
        accepted is null ? SnapshotState.New : received is null ? SnapshotState.Unseen : accepted == received || (Varies(accepted) && !Varies(received)) ? SnapshotState.Same : SnapshotState.Changed,
        accepted,
        received);

    private string Write(string behaviour, string kind, IEnumerable<SnapshotComparison> sections)
    {
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, $"{behaviour.Replace('/', '.')}_dialect={dialect}.{kind}.txt");
        var text = SnapshotFile.Write(sections.Where(s => s.State != SnapshotState.Orphan).Select(s => (s.Case, (s.Received ?? s.Accepted)!)));
        File.WriteAllText(path, text, SnapshotFile.Encoding);
        return path;
    }

    private static ImmutableDictionary<string, string> Sections(string file)
    {
        try
        {
            return SnapshotFile.Read(file, File.ReadAllText(file), "take it from version control again or delete it and accept anew");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{file} cannot be read ({e.Message.TrimEnd('.')}); make it readable.", e);
        }
    }

    private IEnumerable<string> Files() => Existing("verified");

    private string[] Existing(string kind) => Directory.Exists(folder) ? Directory.GetFiles(folder, $"*_dialect={dialect}.{kind}.txt") : [];
}
