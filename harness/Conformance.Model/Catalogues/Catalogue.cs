using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Conformance.Model;

/// <summary>A topic of the catalogue.</summary>
public sealed record Topic(string Id, string Title, string About, ImmutableArray<Requirement> Requirements);

/// <summary>All requirements, by id.</summary>
public sealed class Catalogue
{
    private readonly FrozenDictionary<string, Requirement> byId;

    /// <summary>Builds the index. Ids are unique: the loader reports duplicates with their place.</summary>
    public Catalogue(ImmutableArray<Topic> topics, string hash)
    {
        Topics = topics;
        Hash = hash;
        byId = topics.SelectMany(t => t.Requirements).ToFrozenDictionary(r => r.Id, StringComparer.Ordinal);
    }

    /// <summary>Topics in reading order.</summary>
    public ImmutableArray<Topic> Topics { get; }

    /// <summary>SHA-256 over the files, lower-case hex: names the rule set of a run.</summary>
    public string Hash { get; }

    /// <summary>All requirements.</summary>
    public IEnumerable<Requirement> Requirements => Topics.SelectMany(t => t.Requirements);

    /// <summary>The requirement, or null.</summary>
    public Requirement? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>The requirement. An unknown id is a defect of the suite, named in the exception.</summary>
    public Requirement this[string id] =>
        Find(id) ?? throw new SuiteDefectException($"The id {id} is cited but is not in fixtures/catalogue; correct the citation or add the requirement.");
}

/// <summary>The suite itself is wrong (not the target, not the user).</summary>
public sealed class SuiteDefectException(string message) : Exception(message);

/// <summary>The user has to mend something: a file, an option, an address. The message is one sentence for people.</summary>
public sealed class ConfigurationException(string message, Exception? inner = null) : Exception(message, inner);
