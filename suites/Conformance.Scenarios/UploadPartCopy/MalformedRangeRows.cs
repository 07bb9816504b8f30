namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>Values of x-amz-copy-source-range that do not have the form bytes=first-last, each refused with 400 InvalidArgument.</summary>
internal static class MalformedRangeRows
{
    /// <summary>Every value; the offsets lie within a source of ten bytes, so that only the form is wrong.</summary>
    public static readonly (string Row, string Range, string Cites)[] All =
    [
        ("no-unit", "0-8", "upc.range.no-unit"),
        ("no-unit-equals", "=0-8", "upc.range.no-unit"),
        ("colon-for-equals", "bytes:0-8", "upc.range.no-unit"),
        ("bare-integer", "500", "upc.range.bare-integer"),
        ("bare-digit", "5", "upc.range.bare-integer"),
        ("single-number", "bytes=0", "upc.range.single-number"),
        ("open-ended", "bytes=1-", "upc.range.open-ended"),
        ("open-ended-from-zero", "bytes=0-", "upc.range.open-ended"),
        ("suffix", "bytes=-2", "upc.range.suffix"),
        ("suffix-longer-than-source", "bytes=-15", "upc.range.suffix"),
        ("suffix-zero", "bytes=-0", "upc.range.suffix-zero"),
        ("dash-only", "bytes=-", "upc.range.dash-only"),
        ("reversed", "bytes=1-0", "upc.range.reversed"),
        ("reversed-whole", "bytes=9-0", "upc.range.reversed"),
        ("negative-first-open-ended", "bytes=-1-", "upc.range.negative-first"),
        ("negative-first", "bytes=-1-5", "upc.range.negative-first"),
        ("negative-last", "bytes=0--1", "upc.range.double-dash"),
        ("three-ranges", "bytes=0-1,3-4,7-9", "upc.range.multi"),
        ("two-ranges-abutting", "bytes=0-2,3-5", "upc.range.multi"),
        ("trailing-comma", "bytes=0-8,", "upc.range.trailing-comma"),
        ("trailing-semicolon", "bytes=0-8;", "upc.range.trailing-comma"),
        ("letters", "bytes=hello-world", "upc.range.non-numeric"),
        ("letters-last", "bytes=0-bar", "upc.range.non-numeric"),
        ("letters-open-ended", "bytes=hello-", "upc.range.non-numeric"),
        ("equals-twice", "bytes==0-8", "upc.range.non-numeric"),
        ("hexadecimal", "bytes=0x0-0x8", "upc.range.non-decimal-forms"),
        ("exponent", "bytes=0-1e1", "upc.range.non-decimal-forms"),
        ("decimal-point", "bytes=0.0-8.0", "upc.range.non-decimal-forms"),
        ("underscore", "bytes=0-1_0", "upc.range.non-decimal-forms"),
        ("plus-signs", "bytes=+0-+8", "upc.range.plus-sign"),
        ("blanks-around-equals", "bytes = 0-8", "upc.range.inner-whitespace"),
        ("blank-after-equals", "bytes= 0-8", "upc.range.inner-whitespace"),
        ("blank-before-dash", "bytes=0 -8", "upc.range.inner-whitespace"),
        ("blank-after-dash", "bytes=0- 8", "upc.range.inner-whitespace"),
        ("unit-items", "items=0-8", "upc.range.other-unit"),
        ("unit-byte", "byte=0-8", "upc.range.other-unit"),
        ("empty-value", "", "upc.range.empty-value"),
        ("prefix-only", "bytes=", "upc.range.prefix-only"),
        ("unit-only", "bytes", "upc.range.prefix-only"),
        ("arabic-indic-digits", "bytes=\u0660-\u0668", "upc.range.unicode-digits"),
        ("fullwidth-digits", "bytes=\uFF10-\uFF18", "upc.range.unicode-digits"),
        ("en-dash", "bytes=0\u20138", "upc.range.unicode-digits"),
    ];
}
