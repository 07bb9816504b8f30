using System.Collections.Immutable;
using System.Globalization;

namespace Conformance.Fuzz;

/// <summary>What an operation of a life cycle does.</summary>
public enum LifeVerb
{
    /// <summary>Begins an upload.</summary>
    Create,

    /// <summary>Uploads a part.</summary>
    Upload,

    /// <summary>Copies a source whole into a part.</summary>
    Copy,

    /// <summary>Copies the middle of a source into a part.</summary>
    Slice,

    /// <summary>Copies five mebibytes into a part, so that more may follow it.</summary>
    Block,

    /// <summary>A copy with a range past the end.</summary>
    BadRange,

    /// <summary>A copy from a key that never was.</summary>
    NoSource,

    /// <summary>Overwrites a source with other bytes of the same length.</summary>
    Put,

    /// <summary>Deletes a source.</summary>
    Delete,

    /// <summary>Lists the parts.</summary>
    List,

    /// <summary>Completes with all parts, or all but one.</summary>
    Complete,

    /// <summary>Completes with a wrong ETag.</summary>
    BadComplete,

    /// <summary>Aborts.</summary>
    Abort,

    /// <summary>Reads the object at the key of an upload.</summary>
    Read,
}

/// <summary>One operation: a verb with the upload (0 to 2), the part number and a further number (a source, a content, a part left out).</summary>
public readonly record struct LifeOp(LifeVerb Verb, int Upload, int Number, int Argument)
{
    /// <summary>e.g. copy 0 3 1.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Verb.ToString().ToLowerInvariant()} {Upload} {Number} {Argument}");

    /// <summary>Reads operations joined by semicolons; null when they are none.</summary>
    public static ImmutableArray<LifeOp>? Parse(string text)
    {
        var operations = ImmutableArray.CreateBuilder<LifeOp>();
        foreach (var line in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ');
            if (words.Length != 4 || !Enum.TryParse<LifeVerb>(words[0], ignoreCase: true, out var verb) || !words.Skip(1).All(w => int.TryParse(w, out _)))
            {
                return null;
            }

            operations.Add(new LifeOp(verb, int.Parse(words[1], CultureInfo.InvariantCulture), int.Parse(words[2], CultureInfo.InvariantCulture), int.Parse(words[3], CultureInfo.InvariantCulture)));
        }

        return operations.ToImmutable();
    }

    /// <summary>Operations as one line.</summary>
    public static string Text(IEnumerable<LifeOp> operations) => string.Join("; ", operations);

    /// <summary>A random life cycle that begins with an upload.</summary>
    public static List<LifeOp> Random(Random random)
    {
        LifeVerb[] verbs =
        [
            LifeVerb.Create, LifeVerb.Upload, LifeVerb.Upload, LifeVerb.Copy, LifeVerb.Copy, LifeVerb.Copy, LifeVerb.Slice, LifeVerb.Block, LifeVerb.BadRange, LifeVerb.BadRange, LifeVerb.NoSource,
            LifeVerb.Put, LifeVerb.Put, LifeVerb.Delete, LifeVerb.List, LifeVerb.List, LifeVerb.Complete, LifeVerb.BadComplete, LifeVerb.Abort, LifeVerb.Read,
        ];
        var operations = new List<LifeOp> { new(LifeVerb.Create, 0, 0, 0) };

        // Few uploads and numbers, so that operations meet.
        var (uploads, numbers) = (random.Next(1, 4), random.Next(1, 4));
        for (var i = random.Next(4, 20); i > 0; i--)
        {
            operations.Add(new LifeOp(verbs[random.Next(verbs.Length)], random.Next(uploads), random.Next(1, numbers + 1), random.Next(2)));
        }

        return operations;
    }
}
