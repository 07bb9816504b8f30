using System.Collections.Immutable;
using Conformance.Model;

namespace Conformance.Fuzz;

/// <summary>What is expected of an input: its class, the exact checks where the catalogue knows the answer, and what a success stores.</summary>
/// <param name="Class">Classes of all fields that are not the baseline's, joined.</param>
/// <param name="Then">The checks; those that hold for any request come on top by <see cref="StandingChecks"/>.</param>
/// <param name="IsSound">True when every field is sound: a success is expected.</param>
/// <param name="PartNumber">The number under which a success stores a part, known as long as nothing but what is copied is in doubt; else null.</param>
/// <param name="Slice">What a success stores; null when it is not known.</param>
public sealed record Expectations(string Class, ImmutableArray<CitedCheck> Then, bool IsSound, int? PartNumber, Slice? Slice);

/// <summary>Derives expectations from the catalogue's models, field by field. Pure.</summary>
public static class Oracle
{
    private static readonly CitedCheck Answered = new AnsweredCheck().Cites("inv.no-hang");
    private static readonly CitedCheck StatusOfCode = Check.IfRefused(Check.CodeAgreesWithStatus()).Cites("err.code-status-agree");

    /// <summary>What is expected of an input, with the slots bound as <paramref name="bindings"/> say.</summary>
    public static Expectations Expect(Input input, Bindings bindings)
    {
        var content = bindings.Object(Slot.Source.Name).Content;
        var readings = Read(input, bindings, content);
        var (slice, number) = (content.All, 1);
        var sound = ImmutableArray.CreateBuilder<string>();
        List<Expected.Refused> refused = [];
        List<Expected.Open> open = [];
        var isClear = true;
        foreach (var reading in readings)
        {
            isClear &= reading.Expected is Expected.Sound || reading.IsOfRange || reading.PartNumber is not null;
            slice = reading.Slice is var (first, last) ? content.From(first, last) : slice;
            number = reading.PartNumber ?? number;
            switch (reading.Expected)
            {
                case Expected.Refused e: refused.Add(e); break;
                case Expected.Open e: open.Add(e); break;
                case Expected.Sound e: sound.AddRange(e.Cites); break;
            }
        }

        var name = readings.Count switch { 0 => $"{input.Surface.Token()}/baseline", 1 => readings[0].Class, _ => string.Join(" + ", readings.Select(r => r.Class)) };
        var isCopy = RequestBuilder.IsPartCopy(input);
        ImmutableArray<CitedCheck> then = (open.Count, refused.Count) switch
        {
            (0, 0) => Accepts(input, sound.ToImmutable(), number, slice, isCopy),
            (0, 1) => Refuses(refused[0], isCopy),
            (0, _) => [Check.Refused().Cites([.. refused.SelectMany(r => r.Cites).Distinct()])],
            (1, 0) when !open[0].Statuses.IsEmpty => [Check.Status(open[0].Statuses.AsSpan()).Cites(open[0].Cites.AsSpan())],
            _ => [],
        };
        var isSound = open.Count + refused.Count == 0;
        if (isCopy && isClear && !isSound)
        {
            then = then.Add(Check.IfAccepted(Check.AssembledIsSliceOf(content)).Cites("integ.part-equals-slice"));
        }

        return new Expectations(name, [Answered, .. then, .. Assembled(input), StatusOfCode], isSound, isClear && isCopy ? number : null, isSound && isCopy ? slice : null);
    }

    private static ImmutableArray<CitedCheck> Accepts(Input input, ImmutableArray<string> cites, int number, Slice slice, bool isCopy)
    {
        if (input.Surface == Surface.Listing)
        {
            return [Check.Status(200).Cites(cites.IsEmpty ? ["lp.basic"] : cites.AsSpan()), .. Bounded(input)];
        }

        if (input.Surface == Surface.CompleteXml)
        {
            return
            [
                Check.Status(200).Cites(cites.IsEmpty ? ["cmu.basic"] : cites.AsSpan()),
            ];
        }

        cites = cites.IsEmpty ? ["upc.range.absent"] : cites;
        return !isCopy ? [] :
        [
            Check.Status(200).Cites(cites.AsSpan()),
            Check.IfAccepted(Check.PartStored(number, slice)).Cites(cites.AsSpan()),
            Check.IfAccepted(Check.AssembledIs(Sources.CutBy(input) is var (before, after) ? [before, after] : [slice])).Cites([.. cites, "integ.part-equals-slice"]),
        ];
    }

    // However the document is read: an upload of one part makes an object of that part, or none.
    private static CitedCheck[] Assembled(Input input) => input.Surface == Surface.CompleteXml
        ? [Check.IfAccepted(Check.Afterwards("read the object", new GetObjectRequest { Key = "{raw-upload-key:upload}" }, Check.BodyIs(RequestBuilder.Earlier.All))).Cites("integ.concat")]
        : [];

    // A target that copies no range from a small source need not look at the range, as the scenarios have it.
    private static ImmutableArray<CitedCheck> Refuses(Expected.Refused refused, bool isCopy)
    {
        var code = refused.Codes.IsEmpty ? null : Check.ErrorCode(refused.Codes.AsSpan());
        var ofRange = refused.Cites[0].StartsWith("upc.range.", StringComparison.Ordinal);
        return
        [
            Check.Status(refused.Statuses.AsSpan()).Cites(refused.Cites.AsSpan()),
            .. code is null ? Array.Empty<CitedCheck>() : [(ofRange && isCopy ? Check.UnlessRefusedAs(400, "InvalidRequest", code) : code).Cites(refused.Cites.AsSpan())],
        ];
    }

    private static CitedCheck[] Bounded(Input input)
    {
        var ofUploads = input[Fields.Listing] == "uploads";
        return ListingModel.Bound(input[Fields.Query] ?? "") is { } bound
            ? [new BoundedCheck(ofUploads ? "Upload" : "Part", bound).Cites(ofUploads ? "lmu.max-uploads" : "lp.max-parts")]
            : [];
    }

    private static List<Reading> Read(Input input, Bindings bindings, Content source)
    {
        List<Reading> readings = [];
        if (input[Fields.Range] is { } range)
        {
            readings.Add(RangeModel.Read(bindings.Expand(range), source.SizeBytes) with { IsOfRange = true });
        }

        if (input[Fields.Cut] is not null)
        {
            readings.Add(Sources.CutBy(input) is { After: var after }
                ? new Reading("range/in-two", new Expected.Sound("upc.range.abutting", "integ.concat")) { Slice = (after.First, after.Last), PartNumber = RequestBuilder.EarlierPart + 1 }
                : new Reading("range/in-two", Expected.Unknown));
        }

        if (input[Fields.PartNumber] is { } number)
        {
            readings.Add(PartNumberModel.Read(bindings.Expand(number)));
        }

        if (input[Fields.CopySource] is { } copySource)
        {
            readings.Add(CopySourceModel.Read(bindings.Expand(copySource), bindings));
        }

        if (input[Fields.UploadId] is { } upload)
        {
            readings.Add(UploadIdModel.Read(bindings.Expand(upload), bindings));
        }

        if (ConditionModel.Read(input) is { } conditions)
        {
            readings.Add(conditions);
        }

        if (input[Fields.Signing] is { } signing)
        {
            readings.Add(AuthModel.Read(signing));
        }

        ReadHttp(input, readings);
        return readings;
    }

    private static void ReadHttp(Input input, List<Reading> readings)
    {
        if (input[Fields.Body] is { } body)
        {
            readings.Add(input.Surface == Surface.CompleteXml ? CompleteModel.Read(body) : HttpModel.Body(body));
        }

        if (input[Fields.Method] is { } method)
        {
            readings.Add(HttpModel.Method(method));
        }

        if (input[Fields.Query] is { } query)
        {
            readings.Add(input.Surface == Surface.Listing ? ListingModel.Read(query, input[Fields.Listing] == "uploads") : new Reading("http/further-query", Expected.Unknown));
        }

        foreach (var (field, _) in input.Values)
        {
            if (field.StartsWith(Fields.Header, StringComparison.Ordinal) && !ConditionModel.Headers.Contains(field))
            {
                readings.Add(HttpModel.Header(field[Fields.Header.Length..]));
            }
        }
    }

    /// <summary>Any answer at all. It is what a request without one is judged by.</summary>
    private sealed record AnsweredCheck : Check
    {
        public override Aspect Aspect => Aspect.Status;

        public override CheckOutcome Evaluate(Evidence evidence) => CheckOutcome.Of(held: true, "an answer", "an answer");
    }

    private sealed record BoundedCheck(string Element, int Bound) : Check
    {
        public override Aspect Aspect => Aspect.Xml;

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            var expected = $"at most {Bound} {Element}";
            var count = evidence.AnswerXml.Document?.Root?.Elements().Count(e => e.Name.LocalName is var name && (name == Element || name == "CommonPrefixes"));
            return evidence.IsAccepted && count is { } found ? CheckOutcome.Of(found <= Bound, expected, $"{found} {Element}") : CheckOutcome.NotApplicable(expected, "no listing");
        }
    }
}
