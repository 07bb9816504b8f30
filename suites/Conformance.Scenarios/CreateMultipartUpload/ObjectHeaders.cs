using System.Collections.Immutable;

namespace Conformance.Scenarios.CreateMultipartUpload;

/// <summary>What the upload was opened with is what the finished object has: neither the source, nor a part, nor the completion changes it.</summary>
public static class ObjectHeaders
{
    private const string Redirect = "x-amz-website-redirect-location";

    private static readonly Content Small = Content.Generated(Slot.Source.Name, 64);
    private static readonly Content Uploaded = Content.Text("an uploaded part");
    private static readonly GetObjectRequest Head = new() { Head = true };

    // Everything that an object can have of its own; the source and the requests after Create carry other values than Create.
    private static readonly (string Row, string Name, string Created, string Other, string Cites)[] Headers =
    [
        ("content-type", "Content-Type", "text/x-conformance", "image/x-other", "cmu.dir.create-metadata-wins"),
        ("content-type-with-parameter", "Content-Type", "text/plain; charset=utf-8", "image/x-other", "cmu.dir.create-metadata-wins"),
        ("cache-control", "Cache-Control", "max-age=3600, must-revalidate", "no-store", "cmu.dir.create-metadata-wins"),
        ("content-disposition", "Content-Disposition", "attachment; filename=\"a b.txt\"", "inline", "cmu.dir.create-metadata-wins"),
        ("content-encoding", "Content-Encoding", "gzip", "br", "cmu.dir.create-metadata-wins"),
        ("content-language", "Content-Language", "de-AT", "en", "cmu.dir.create-metadata-wins"),
        ("expires", "Expires", "Thu, 01 Dec 2033 16:00:00 GMT", "Fri, 01 Dec 2034 16:00:00 GMT", "cmu.dir.create-metadata-wins"),
        ("meta", "x-amz-meta-colour", "Green and Blue", "red", "cmu.dir.create-metadata-wins"),
        ("website-redirect", Redirect, "/elsewhere", "/nowhere", "cmu.dir.website-redirect"),
    ];

    // Many targets have no website redirects; that is not to hide the rest.
    private static readonly ImmutableArray<HeaderLine> AllOther =
        [.. Headers.Where(h => h.Row != "content-type-with-parameter" && h.Name != Redirect).Select(h => new HeaderLine(h.Name, h.Other))];

    private static readonly Scenario Baseline = new()
    {
        Id = "",
        Claim = "",
        Given = [Given.StoredObject(Slot.Source, Small), Given.OpenUpload(Slot.Upload)],
        When = new UploadPartCopyRequest(),
        Then = [],
    };

    private static readonly (string Row, string Value, string What)[] Values =
    [
        ("meta-punctuation", "a=b; c, \"d\" (e) <f> & g: h/i?j%20k+l~m", "punctuation"),
        ("meta-equal-signs", "==", "what looks like the end of base64"),
        ("meta-digits", "00012345678901234567890", "a number that no integer holds"),
        ("meta-long", new string('v', 1500), "1500 characters"),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. Headers.Select(row => Baseline with
        {
            Id = $"create-multipart-upload/object-headers/{row.Row}",
            Claim = $"{row.Name} given when the upload was opened is that of the finished object, whatever the source has.",
            Given =
            [
                Given.StoredObject(Slot.Source, Small) with { Headers = [new HeaderLine(row.Name, row.Other)] },
                Given.OpenUpload(Slot.Upload) with { Headers = [new HeaderLine(row.Name, row.Created)] },
            ],
            Then = [Check.IfAccepted(Check.AssembledHeader(row.Name, row.Created)).Cites(row.Cites)],
        }),
        .. Values.Select(row => Baseline with
        {
            Id = $"create-multipart-upload/object-headers/{row.Row}",
            Claim = $"A metadata value with {row.What} comes back as it was given.",
            Given = [Baseline.Given[0], Given.OpenUpload(Slot.Upload) with { Headers = [new HeaderLine("x-amz-meta-value", row.Value)] }],
            Then = [Check.IfAccepted(Check.AssembledHeader("x-amz-meta-value", row.Value)).Cites("cmu.dir.create-metadata-wins")],
        }),
        Baseline with
        {
            Id = "create-multipart-upload/object-headers/meta-names",
            Claim = "Several metadata names, in capitals and with a hyphen, each come back with their value.",
            Given =
            [
                Baseline.Given[0],
                Given.OpenUpload(Slot.Upload) with { Headers = [new("X-Amz-Meta-UPPER", "One"), new("x-amz-meta-with-hyphen", "Two"), new("x-amz-meta-1", "Three")] },
            ],
            Then =
            [
                Check.IfAccepted(Check.AssembledHeader("x-amz-meta-upper", "One")).Cites("cmu.dir.create-metadata-wins"),
                Check.IfAccepted(Check.AssembledHeader("x-amz-meta-with-hyphen", "Two")).Cites("cmu.dir.create-metadata-wins"),
                Check.IfAccepted(Check.AssembledHeader("x-amz-meta-1", "Three")).Cites("cmu.dir.create-metadata-wins"),
            ],
        },
        .. new[] { ("underscore", "x-amz-meta-with_line"), ("full-stop", "x-amz-meta-with.stop") }.Select(row => Baseline with
        {
            Id = $"create-multipart-upload/object-headers/meta-name-{row.Item1}",
            Claim = $"The metadata name {row.Item2} comes back as it was given.",
            Given = [Baseline.Given[0], Given.OpenUpload(Slot.Upload) with { Headers = [new HeaderLine(row.Item2, "value")] }],
            Then = [Check.IfAccepted(Check.AssembledHeader(row.Item2, "value")).Cites("cmu.dir.metadata-name-marks")],
        }),
        Baseline with
        {
            Id = "create-multipart-upload/object-headers/meta-twice",
            Claim = "Two metadata lines of one name become one value with a comma.",
            Given =
            [
                Baseline.Given[0],
                Given.OpenUpload(Slot.Upload) with { Headers = [new HeaderLine("x-amz-meta-twice", "one"), new HeaderLine("x-amz-meta-twice", "two")] },
            ],
            Then = [Check.IfAccepted(Check.OnceAssembled("head the object", Head, Check.HeaderHolds("x-amz-meta-twice", "x-amz-meta-twice: one,two", v => v is "one,two" or "one, two"))).Cites("cmu.dir.metadata-duplicate")],
        },
        .. new[] { ("latin", "Grüße"), ("cyrillic", "Привет"), ("beyond-the-plane", "snow ❄ and 😀") }.Select(row => Baseline with
        {
            Id = $"create-multipart-upload/object-headers/meta-{row.Item1}",
            Claim = "A metadata value beyond US-ASCII comes back as the same characters, as they stand or as RFC 2047 has it.",
            Given = [Baseline.Given[0], Given.OpenUpload(Slot.Upload) with { Headers = [new HeaderLine("x-amz-meta-text", row.Item2)] }],
            Then = [Check.IfAccepted(Check.OnceAssembled("head the object", Head, Check.HeaderReads("x-amz-meta-text", row.Item2))).Cites("cmu.dir.metadata-non-ascii")],
        }),
        Baseline with
        {
            Id = "create-multipart-upload/object-headers/meta-encoded-word",
            Claim = "A metadata value sent as an encoded word of RFC 2047 comes back as the same characters.",
            Given = [Baseline.Given[0], Given.OpenUpload(Slot.Upload) with { Headers = [new HeaderLine("x-amz-meta-text", "=?UTF-8?B?R3LDvMOfZQ==?=")] }],
            Then = [Check.IfAccepted(Check.OnceAssembled("head the object", Head, Check.HeaderReads("x-amz-meta-text", "Grüße"))).Cites("cmu.dir.metadata-non-ascii")],
        },
        Baseline with
        {
            Id = "create-multipart-upload/object-headers/read-with-get",
            Claim = "GET of the finished object shows what HEAD shows of its metadata.",
            Given = [Baseline.Given[0], Given.OpenUpload(Slot.Upload) with { Headers = [new HeaderLine("Content-Type", "text/x-conformance"), new HeaderLine("x-amz-meta-colour", "green")] }],
            Then =
            [
                Check.IfAccepted(Check.OnceAssembled("get the object", new GetObjectRequest(), Check.HeaderIs("Content-Type", "text/x-conformance"))).Cites("cmu.dir.create-metadata-wins"),
                Check.IfAccepted(Check.OnceAssembled("get the object", new GetObjectRequest(), Check.HeaderIs("x-amz-meta-colour", "green"))).Cites("cmu.dir.create-metadata-wins"),
            ],
        },
        .. Later("uploaded-part", "an uploaded part", new UploadPartRequest { Content = Uploaded, Headers = [new("Content-Type", "image/x-other"), new("x-amz-meta-colour", "red"), new("Cache-Control", "no-store")] }),
        Baseline with
        {
            Id = "create-multipart-upload/object-headers/of-completion",
            Claim = "Content-Type and metadata of the completion are not those of the finished object.",
            Given = [Baseline.Given[0], Opened, Given.CopiedPart(Slot.Upload, 1, Slot.Source)],
            When = new CompleteMultipartUploadRequest { Headers = [new("Content-Type", "application/xml"), new("x-amz-meta-colour", "red"), new("x-amz-meta-late", "late")] },
            Then =
            [
                Check.Status(200).Cites("cmu.dir.create-metadata-wins"),
                Check.IfAccepted(Check.Afterwards("head the object", Head, Check.HeaderIs("Content-Type", "text/x-conformance"))).Cites("cmu.dir.create-metadata-wins"),
                Check.IfAccepted(Check.Afterwards("head the object", Head, Check.HeaderIs("x-amz-meta-colour", "green"))).Cites("cmu.dir.create-metadata-wins"),
                Check.IfAccepted(Check.Afterwards("head the object", Head, Check.HeaderAbsent("x-amz-meta-late"))).Cites("cmu.dir.create-metadata-wins"),
            ],
        },
        Baseline with
        {
            Id = "create-multipart-upload/object-headers/over-existing-object",
            Claim = "An object that replaces another has none of the metadata of that one.",
            Given =
            [
                Baseline.Given[0],
                Given.StoredObject(Slot.OtherSource, Uploaded, key: "destination") with { Headers = [new HeaderLine("Content-Type", "image/x-other"), new HeaderLine("x-amz-meta-former", "red")] },
                Opened,
                Given.CopiedPart(Slot.Upload, 1, Slot.Source),
            ],
            When = new CompleteMultipartUploadRequest(),
            Then =
            [
                Check.IfAccepted(Check.Afterwards("head the object", Head, Check.HeaderIs("Content-Type", "text/x-conformance"))).Cites("cmu.dir.create-metadata-wins"),
                Check.IfAccepted(Check.Afterwards("head the object", Head, Check.HeaderAbsent("x-amz-meta-former"))).Cites("cmu.dir.create-metadata-wins"),
            ],
        },
        .. Headers.Where(h => h.Row is not "content-type-with-parameter").Select(row => Baseline with
        {
            Id = $"create-multipart-upload/nothing-of-source/{row.Row}",
            Claim = $"{row.Name} of the source is not that of an object whose upload was opened without it.",
            Given = [Given.StoredObject(Slot.Source, Small) with { Headers = row.Name == Redirect ? [.. AllOther, new HeaderLine(Redirect, row.Other)] : AllOther }, Given.OpenUpload(Slot.Upload)],
            Then = [Check.IfAccepted(Check.AssembledHeaderIsNot(row.Name, row.Other)).Cites("upc.dir.metadata-not-copied")],
        }),
        .. new[] { ("typed-source", "image/x-other"), ("untyped-source", null) }.Select(row => Baseline with
        {
            Id = $"create-multipart-upload/default-content-type/{row.Item1}",
            Claim = $"An object whose upload was opened without Content-Type is of type binary/octet-stream, its source {(row.Item2 is null ? "without one" : "of another")}.",
            Given = [row.Item2 is null ? Baseline.Given[0] : Given.StoredObject(Slot.Source, Small) with { Headers = [new HeaderLine("Content-Type", row.Item2)] }, Given.OpenUpload(Slot.Upload)],
            // JD Cloud does not document the default.
            Dialects = [Dialect.Aws],
            Then = [Check.IfAccepted(Check.AssembledHeader("Content-Type", "binary/octet-stream")).Cites("cmu.dir.default-content-type")],
        }),
        Baseline with
        {
            Id = "create-multipart-upload/last-modified/since-creation",
            Claim = "Last-Modified of the finished object lies between the creation of its upload and now, and is not that of its source.",
            Given = [Baseline.Given[0], Given.Aged(Slot.Source, TimeSpan.FromSeconds(5)), Given.OpenUpload(Slot.Upload)],
            Then = [Check.IfAccepted(Check.OnceAssembled("head the object", Head, Check.LastModifiedSinceCreated())).Cites("cmu.lastmodified")],
        },
    ];

    private static Given Opened => Given.OpenUpload(Slot.Upload) with { Headers = [new HeaderLine("Content-Type", "text/x-conformance"), new HeaderLine("x-amz-meta-colour", "green")] };

    private static IEnumerable<Scenario> Later(string row, string what, Operation when) =>
    [
        Baseline with
        {
            Id = $"create-multipart-upload/object-headers/of-{row}",
            Claim = $"Content-Type, Cache-Control and metadata of {what} are not those of the finished object.",
            Given = [Opened],
            When = when,
            Then =
            [
                Check.Status(200).Cites("cmu.dir.create-metadata-wins"),
                Check.IfAccepted(Check.AssembledHeader("Content-Type", "text/x-conformance")).Cites("cmu.dir.create-metadata-wins"),
                Check.IfAccepted(Check.AssembledHeader("x-amz-meta-colour", "green")).Cites("cmu.dir.create-metadata-wins"),
                Check.IfAccepted(Check.AssembledHeaderIsNot("Cache-Control", "no-store")).Cites("cmu.dir.create-metadata-wins"),
            ],
        },
    ];
}
