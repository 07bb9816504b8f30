namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>How the dates of if-modified-since and if-unmodified-since are written and compared.</summary>
public static class ConditionDates
{
    private const string Modified = ConditionHeaders.IfModifiedSince;
    private const string Unmodified = ConditionHeaders.IfUnmodifiedSince;

    private static readonly Content Source = Content.Generated(Slot.Source.Name, 64);

    private static readonly Scenario Baseline = new()
    {
        Id = "",
        Claim = "",
        // A date after the last change of the source must not lie in the future.
        Given = [Given.StoredObject(Slot.Source, Source), Given.Aged(Slot.Source, ConditionHeaders.Age), Given.OpenUpload(Slot.Upload)],
        When = new UploadPartCopyRequest(),
        Then = [],
    };

    // A date, in words, and the requirement by which it lets the copy pass or refuses it.
    private static readonly (string Row, string Header, string Date, string What, bool IsTrue, string Cites)[] Instants =
    [
        ("unmodified-second-before", Unmodified, "{modified:source;-1}", "one second before the last change of the source", false, "upc.cond.if-unmodified-false"),
        ("unmodified-equal", Unmodified, "{modified:source;0}", "of the second of the last change of the source", true, "upc.cond.if-unmodified-equal"),
        ("unmodified-second-after", Unmodified, "{modified:source;1}", "one second after the last change of the source", true, "upc.cond.if-unmodified-true"),
        ("unmodified-now", Unmodified, "{now:0}", "of now", true, "upc.cond.if-unmodified-true"),
        ("unmodified-tomorrow", Unmodified, "{now:86400}", "of tomorrow", true, "upc.cond.if-unmodified-true"),
        ("unmodified-beyond-32-bits", Unmodified, "Wed, 20 Jan 2038 00:00:00 GMT", "beyond 32 bits of seconds", true, "upc.cond.if-unmodified-true"),
        ("unmodified-year-9999", Unmodified, "Fri, 31 Dec 9999 23:59:59 GMT", "at the end of the calendar", true, "upc.cond.if-unmodified-true"),
        ("unmodified-epoch", Unmodified, "Thu, 01 Jan 1970 00:00:00 GMT", "of second zero", false, "upc.cond.if-unmodified-false"),
        ("unmodified-before-epoch", Unmodified, "Wed, 31 Dec 1969 23:59:59 GMT", "before second zero", false, "upc.cond.if-unmodified-false"),
        ("modified-second-before", Modified, "{modified:source;-1}", "one second before the last change of the source", true, "upc.cond.if-modified-true"),
        ("modified-equal", Modified, "{modified:source;0}", "of the second of the last change of the source", false, "upc.cond.if-modified-equal"),
        ("modified-second-after", Modified, "{modified:source;1}", "one second after the last change of the source", false, "upc.cond.if-modified-false"),
        ("modified-epoch", Modified, "Thu, 01 Jan 1970 00:00:00 GMT", "of second zero", true, "upc.cond.if-modified-true"),
        ("modified-before-epoch", Modified, "Wed, 31 Dec 1969 23:59:59 GMT", "before second zero", true, "upc.cond.if-modified-true"),
        ("modified-in-an-hour", Modified, "{now:3600}", "an hour ahead of the clock", true, "upc.cond.if-modified-future"),
        ("modified-year-9999", Modified, "Fri, 31 Dec 9999 23:59:59 GMT", "at the end of the calendar", true, "upc.cond.if-modified-future"),
    ];

    private static readonly (string Row, string Form, string What)[] Forms = [("rfc850", ";rfc850", "the form of RFC 850"), ("asctime", ";asctime", "the form of asctime")];

    private static readonly (string Row, string Header, string Moved, bool IsTrue)[] Spelt =
    [
        ("unmodified-true", Unmodified, "1", true),
        ("unmodified-false", Unmodified, "-86400", false),
        ("modified-true", Modified, "-86400", true),
        ("modified-false", Modified, "1", false),
    ];

    // Each would let the copy pass or not, were it read as the date it resembles; the second value is of the other header.
    private static readonly (string Row, string What, string Value, string Cites)[] NoDates =
    [
        ("iso", "an ISO 8601 date", "{modified:source;-86400;iso}", "upc.cond.date-iso8601"),
        ("iso-milliseconds", "an ISO 8601 date with milliseconds", "2001-01-01T00:00:00.000Z", "upc.cond.date-iso8601"),
        ("iso-basic", "a date as x-amz-date has it", "20010101T000000Z", "upc.cond.date-iso8601"),
        ("wrong-weekday", "a wrong day of the week", "Tue, 01 Jan 2001 00:00:00 GMT", "upc.cond.date-near-form"),
        ("numeric-zone", "a numeric zone", "Mon, 01 Jan 2001 00:00:00 +0000", "upc.cond.date-near-form"),
        ("no-zone", "no zone", "Mon, 01 Jan 2001 00:00:00", "upc.cond.date-near-form"),
        ("small-letters", "small letters", "mon, 01 jan 2001 00:00:00 gmt", "upc.cond.date-near-form"),
        ("words", "words", "yesterday", "upc.cond.date-garbage"),
        ("nothing", "nothing", "", "upc.cond.date-garbage"),
        ("seconds", "a number of seconds", "978307200", "upc.cond.date-garbage"),
        ("negative", "a negative number", "-1", "upc.cond.date-garbage"),
        ("no-such-day", "a day that no month has", "Mon, 32 Jan 2001 00:00:00 GMT", "upc.cond.date-garbage"),
        ("no-such-hour", "an hour that no day has", "Mon, 01 Jan 2001 25:61:61 GMT", "upc.cond.date-garbage"),
        ("etag", "an ETag", "{etag:source}", "upc.cond.date-garbage"),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        .. Instants.Select(row => Baseline with
        {
            Id = $"upload-part-copy/condition-dates/{row.Row}",
            Claim = $"With {Word(row.Header)} {row.What} the copy is {(row.IsTrue ? "made" : "refused")}.",
            When = ConditionHeaders.Copy(row.Header, row.Date),
            Then = [.. row.IsTrue ? ConditionHeaders.Copied(Source.All, row.Cites) : ConditionHeaders.Refused(row.Header, row.Cites)],
        }),
        .. from form in Forms
           from row in Spelt
           select Baseline with
           {
               Id = $"upload-part-copy/condition-dates/{form.Row}-{row.Row}",
               Claim = $"A {(row.IsTrue ? "true" : "false")} {Word(row.Header)} in {form.What} is answered like the same instant in the preferred form.",
               When = ConditionHeaders.Copy(row.Header, $"{{modified:source;{row.Moved}{form.Form}}}"),
               Then = [Check.AnsweredAlike("the same instant as IMF-fixdate", ConditionHeaders.Copy(row.Header, $"{{modified:source;{row.Moved}}}")).Cites("upc.cond.date-formats")],
           },
        .. from header in new[] { Unmodified, Modified }
           from row in NoDates
           select Baseline with
           {
               Id = $"upload-part-copy/condition-dates/{(header == Unmodified ? "unmodified" : "modified")}-{row.Row}",
               Claim = $"{Word(header)} with {row.What} in place of an HTTP-date is {(row.Cites == "upc.cond.date-garbage" ? "ignored or refused as an argument" : "honoured, ignored or refused as an argument")}.",
               // No date here is compared with one after the last change of the source.
               Given = [.. Baseline.Given.Where(g => g is not Given.OldEnough)],
               When = ConditionHeaders.Copy(header, row.Value),
               Then =
               [
                   .. row.Cites == "upc.cond.date-garbage"
                       ? ConditionHeaders.Open(Source.All, [200, 400], ["InvalidArgument"], row.Cites)
                       : ConditionHeaders.Open(Source.All, [200, 400, 412], ["InvalidArgument", "PreconditionFailed"], row.Cites),
               ],
           },
    ];

    private static string Word(string header) => header["x-amz-copy-source-".Length..].ToLowerInvariant();
}
