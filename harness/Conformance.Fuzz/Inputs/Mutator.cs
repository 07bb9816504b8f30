using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace Conformance.Fuzz;

/// <summary>Breaks a valid value, one thing at a time, and says what it broke.</summary>
internal static class Mutator
{
    private static readonly ImmutableArray<string> Characters =
        ["0", "1", "9", "-", "+", " ", "\t", ",", ";", "=", "/", "%", "%00", "%2F", "%25", "%zz", "\\", "\"", "'", "<", "&", ">", ":", ".", "..", "*", "?", "#", "a", "A", "é", "\u0660", "\u200B", "\uFF11"];

    private static readonly ImmutableArray<string> XmlPieces =
        ["<Part>", "</Part>", "<PartNumber>", "</PartNumber>", "<ETag>", "</ETag>", "<x/>", "<!-- -->", "<![CDATA[", "]]>", "<?x?>", "&lt;", "&#49;", "&#0;", "&e;", "<!DOCTYPE x>", "xmlns=\"\""];

    private static readonly ImmutableArray<(string Label, Func<List<string>, Random, Input, string, bool> Do)> Ways =
    [
        ("number", Number), ("number", Number), ("neighbour", Neighbour), ("delete", Delete), ("duplicate", Duplicate), ("swap", Swap), ("insert", Insert),
        ("replace", Replace), ("escape", Escape), ("case", Case), ("cut", Cut), ("repeat", Repeat),
    ];

    /// <summary>One to three changes to one field. The label says the last of them.</summary>
    public static Input Mutate(Input input, Random random)
    {
        var field = Field(input, random);
        var value = field != Fields.Signing || input[field] is { } sent && sent.StartsWith(Signings.Authorization, StringComparison.Ordinal) ? input[field] : null;
        value ??= Default(input, field);
        var prefix = field == Fields.Signing ? Signings.Authorization : "";
        var pieces = Template.Split(value[prefix.Length..]);
        var label = "";
        for (var i = random.Next(4) == 0 ? random.Next(2, 4) : 1; i > 0;)
        {
            var (name, way) = Ways[random.Next(Ways.Length)];
            if (way(pieces, random, input, field))
            {
                (label, i) = (name, i - 1);
            }
        }

        return input.With(field, prefix + Template.Join(pieces)) with { Mutation = $"{field.Split(':')[0]}: {label}" };
    }

    private static string Field(Input input, Random random)
    {
        // Mostly the field that the surface is about; at times one that is broken already, so that faults meet.
        var own = input.Surface switch
        {
            Surface.Range => Fields.Range,
            Surface.PartNumber => Fields.PartNumber,
            Surface.CopySource => Fields.CopySource,
            Surface.UploadId => Fields.UploadId,
            Surface.Conditions => ConditionModel.Headers[random.Next(ConditionModel.Headers.Length)],
            Surface.CompleteXml => Fields.Body,
            Surface.Listing => Fields.Query,
            Surface.Auth => Fields.Signing,
            _ => HttpLattice.HeaderFields[random.Next(HttpLattice.HeaderFields.Length)],
        };
        var bent = input.Values.Keys.Where(k => k is not (Fields.Source or Fields.Cut or Fields.Listing or Fields.Method or Fields.Signing)).ToArray();
        return bent.Length > 0 && random.Next(4) == 0 ? bent[random.Next(bent.Length)] : own;
    }

    // What a field holds when it is sound.
    private static string Default(Input input, string field) => field switch
    {
        Fields.Range => "bytes=0-9",
        Fields.PartNumber => "1",
        Fields.CopySource => Sources.Spelled(input[Fields.Source]),
        Fields.UploadId => "{upload:upload}",
        Fields.Body => input.Surface == Surface.CompleteXml ? CompleteModel.Valid : "x",
        Fields.Query => input.Surface == Surface.Listing ? (input[Fields.Listing] == "uploads" ? "max-uploads=10" : "max-parts=10") : "x-id=UploadPartCopy",
        Fields.Signing => Signings.Authorization + "AWS4-HMAC-SHA256 Credential={access-key}/20260101/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=00",
        _ => field.Contains("since", StringComparison.Ordinal) ? "Thu, 01 Jan 2026 00:00:00 GMT" : field.Contains("match", StringComparison.Ordinal) ? ConditionModel.Same : "text",
    };

    private static bool Number(List<string> pieces, Random random, Input input, string field)
    {
        var runs = Template.Numbers(pieces);
        if (runs.Count == 0)
        {
            return false;
        }

        var (at, length) = runs[random.Next(runs.Count)];
        pieces.RemoveRange(at, length);
        pieces.InsertRange(at, Template.Literal(Numbers.Any(random, field == Fields.PartNumber ? 20000 : Sources.ContentOf(input[Fields.Source]).SizeBytes + 2)));
        return true;
    }

    private static bool Neighbour(List<string> pieces, Random random, Input input, string field)
    {
        var runs = Template.Numbers(pieces);
        if (runs.Count == 0)
        {
            return false;
        }

        var (at, length) = runs[random.Next(runs.Count)];
        var number = BigInteger.Parse(Template.Text(pieces, at, length), CultureInfo.InvariantCulture) + random.Next(-2, 3);
        pieces.RemoveRange(at, length);
        pieces.InsertRange(at, Template.Literal(number.ToString(CultureInfo.InvariantCulture)));
        return true;
    }

    private static bool Delete(List<string> pieces, Random random, Input input, string field)
    {
        if (pieces.Count == 0)
        {
            return false;
        }

        var at = random.Next(pieces.Count);
        pieces.RemoveRange(at, Math.Min(random.Next(1, 4), pieces.Count - at));
        return true;
    }

    private static bool Duplicate(List<string> pieces, Random random, Input input, string field)
    {
        if (pieces.Count is 0 or > 4000)
        {
            return false;
        }

        var at = random.Next(pieces.Count);
        pieces.InsertRange(at, pieces.GetRange(at, Math.Min(random.Next(1, 8), pieces.Count - at)));
        return true;
    }

    private static bool Swap(List<string> pieces, Random random, Input input, string field)
    {
        if (pieces.Count < 2)
        {
            return false;
        }

        var (first, second) = (random.Next(pieces.Count), random.Next(pieces.Count));
        (pieces[first], pieces[second]) = (pieces[second], pieces[first]);
        return true;
    }

    private static bool Insert(List<string> pieces, Random random, Input input, string field)
    {
        pieces.InsertRange(random.Next(pieces.Count + 1), Template.Literal(Piece(random, field)));
        return true;
    }

    private static bool Replace(List<string> pieces, Random random, Input input, string field)
    {
        if (pieces.Count == 0)
        {
            return false;
        }

        var at = random.Next(pieces.Count);
        pieces.RemoveAt(at);
        pieces.InsertRange(at, Template.Literal(Piece(random, field)));
        return true;
    }

    // Another spelling of the same octet; on a part of a name it stays as it is.
    private static bool Escape(List<string> pieces, Random random, Input input, string field)
    {
        if (pieces.Count == 0)
        {
            return false;
        }

        var at = random.Next(pieces.Count);
        if (pieces[at].Length != 1 || pieces[at][0] > '~')
        {
            return false;
        }

        var escaped = ((int)pieces[at][0]).ToString(random.Next(2) == 0 ? "X2" : "x2", CultureInfo.InvariantCulture);
        pieces.RemoveAt(at);
        pieces.InsertRange(at, Template.Literal("%" + escaped));
        return true;
    }

    private static bool Case(List<string> pieces, Random random, Input input, string field)
    {
        var letters = Enumerable.Range(0, pieces.Count).Where(i => pieces[i].Length == 1 && char.IsAsciiLetter(pieces[i][0])).ToArray();
        if (letters.Length == 0)
        {
            return false;
        }

        var at = letters[random.Next(letters.Length)];
        pieces[at] = ((char)(pieces[at][0] ^ 0x20)).ToString();
        return true;
    }

    private static bool Cut(List<string> pieces, Random random, Input input, string field)
    {
        if (pieces.Count < 2)
        {
            return false;
        }

        var at = random.Next(1, pieces.Count);
        pieces.RemoveRange(at, pieces.Count - at);
        return true;
    }

    private static bool Repeat(List<string> pieces, Random random, Input input, string field)
    {
        if (pieces.Count == 0 || random.Next(8) != 0)
        {
            return false;
        }

        var at = random.Next(pieces.Count);
        if (pieces[at].Length != 1)
        {
            return false;
        }

        pieces.InsertRange(at, Enumerable.Repeat(pieces[at], random.Next(2) == 0 ? 30 : 1200));
        return true;
    }

    private static string Piece(Random random, string field) =>
        field == Fields.Body && random.Next(2) == 0 ? XmlPieces[random.Next(XmlPieces.Length)]
        : random.Next(5) == 0 ? Numbers.Any(random, 100_000)
        : Characters[random.Next(Characters.Length)];
}
