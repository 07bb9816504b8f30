namespace Conformance.Scenarios.ListMultipartUploads;

/// <summary>How keys are shown: escaped as XML demands, or percent-encoded when encoding-type=url asks for it.</summary>
public static class UploadKeys
{
    private static readonly Slot Odd = new("odd");

    private static readonly (string Row, string What, string Key)[] Keys =
    [
        ("markup", "markup characters", "a&b<c>d"),
        ("quotes", "quotation marks", "a\"b'c"),
        ("entities", "what looks like an entity", "a&amp;b&lt;c"),
        ("section-end", "what ends a character section in XML", "a]]>b"),
        ("blanks", "blanks in a row and at the end", "a  b "),
        ("percent", "a percent escape", "a%20b%zz"),
        ("plus", "a plus", "a+b"),
        ("backslash", "a backslash", "a\\b"),
        ("accents", "accents", "é-ü"),
        ("ideographs", "ideographs", "上传"),
        ("beyond-the-plane", "characters beyond the basic plane", "\U0001F600\U00010348"),
        ("slashes", "slashes in a row", "a//b/"),
    ];

    private static readonly (string Row, string What, string Key)[] Forbidden =
    [
        ("control", "a control character", "a\u0001b"),
        ("escape", "an escape character", "a\u001Bb"),
    ];

    private static readonly Scenario Baseline = new()
    {
        Id = "list-multipart-uploads/encoding-type/plain-key",
        Claim = "encoding-type=url is repeated, and leaves a key of unreserved characters as it is.",
        Given = [Opened.Of("aZ09-._~", Odd.Name)],
        When = Opened.List("encoding-type=url"),
        Then =
        [
            Check.Status(200).Cites("lmu.encoding-type"),
            Check.ElementIs("EncodingType", "url").Cites("lmu.encoding-type"),
            Check.ListsEncodedUploads(Odd).Cites("lmu.encoding-type"),
        ],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        .. Keys.Select(row => Baseline with
        {
            Id = $"list-multipart-uploads/key-escaping/{row.Row}",
            Claim = $"A key with {row.What} comes back exactly.",
            Given = [Opened.Of(row.Key, Odd.Name)],
            When = Opened.List(),
            Then = [Check.Status(200).Cites("lmu.key-escaping"), Check.ListsUploads(Odd).Cites("lmu.key-escaping")],
        }),
        .. Forbidden.Select(row => Baseline with
        {
            Id = $"list-multipart-uploads/key-escaping/{row.Row}",
            Claim = $"A key with {row.What}, which XML forbids, does not break the document.",
            Given = [Opened.Of(row.Key, Odd.Name)],
            When = Opened.List(),
            Then = [Check.Status(200).Cites("lmu.basic"), Check.WellFormed().Cites("lmu.key-forbidden")],
        }),
        .. Keys.Concat(Forbidden).Append(("line-breaks", "line breaks", "a\r\nb\nc")).Select(row => Baseline with
        {
            Id = $"list-multipart-uploads/encoding-type/{row.Item1}",
            Claim = $"With encoding-type=url a key with {row.Item2} is shown in ASCII and decodes to itself.",
            Given = [Opened.Of(row.Item3, Odd.Name)],
            Then = [Check.Status(200).Cites("lmu.encoding-type"), Check.ListsEncodedUploads(Odd).Cites("lmu.encoding-type")],
        }),
        Baseline with
        {
            Id = "list-multipart-uploads/encoding-type/prefix",
            Claim = "With encoding-type=url the prefix is repeated percent-encoded.",
            Given = [Opened.Of("é & b/c", Odd.Name)],
            When = Opened.ListUnder("%C3%A9%20%26", "encoding-type=url"),
            Then = [Check.ListsEncodedUploads(Odd).Cites("lmu.encoding-type"), Check.ElementDecodesTo("Prefix", "{prefix}é &").Cites("lmu.encoding-type")],
        },
        Baseline with
        {
            Id = "list-multipart-uploads/encoding-type/common-prefixes",
            Claim = "With encoding-type=url common prefixes and delimiter are percent-encoded.",
            Given = [Opened.Of("x & é/a", "one"), Opened.Of("x & é/b", "two")],
            When = Opened.List("encoding-type=url&delimiter=%C3%A9%2F"),
            Then =
            [
                Check.PrefixesDecodeTo("{prefix}x & é/").Cites("lmu.encoding-type"),
                Check.ElementDecodesTo("Delimiter", "é/").Cites("lmu.encoding-type"),
            ],
        },
        Baseline with
        {
            Id = "list-multipart-uploads/encoding-type/next-key-marker",
            Claim = "With encoding-type=url the marker of the next page is percent-encoded, the upload id is not.",
            Given = [Opened.Of("a é", "one"), Opened.Of("b é", "two")],
            When = Opened.List("encoding-type=url&max-uploads=1"),
            Then =
            [
                Check.ElementDecodesTo("NextKeyMarker", "{raw-upload-key:one}").Cites("lmu.encoding-type"),
                Check.ElementIs("NextUploadIdMarker", "{raw-upload:one}").Cites("lmu.max-uploads"),
            ],
        },
        Baseline with
        {
            Id = "list-multipart-uploads/encoding-type/key-marker",
            Claim = "With encoding-type=url the key-marker of the request is repeated percent-encoded.",
            Dialects = [Dialect.Aws],
            Given = [Opened.Of("a é", "one"), Opened.Of("b é", "two")],
            When = Opened.List("encoding-type=url&key-marker={encoded-prefix}a%20%C3%A9"),
            Then = [Check.ListsEncodedUploads(new Slot("two")).Cites("lmu.encoding-type"), Check.ElementDecodesTo("KeyMarker", "{raw-upload-key:one}").Cites("lmu.encoding-type")],
        },
        Baseline with
        {
            Id = "list-multipart-uploads/followed-pages/encoded",
            Claim = "With encoding-type=url the markers, decoded and given back, lead to every upload exactly once.",
            Given = [Opened.Of("a é", "one"), Opened.Of("a+b", "two"), Opened.Of("a%20b", "three"), Opened.Of("a&b", "four"), Opened.Of("上传", "five")],
            When = Opened.List("encoding-type=url&max-uploads=1"),
            Then =
            [
                Check.PagesListUploads(Opened.List("encoding-type=url&max-uploads=1"), Opened.Slots("one", "two", "three", "four", "five")).Cites("lmu.paging-complete", "lmu.encoding-type"),
            ],
        },
        .. new[] { ("base64", "base64"), ("xml", "xml"), ("two-words", "url%20url") }.Select(row => Baseline with
        {
            Id = $"list-multipart-uploads/encoding-type-refused/{row.Item1}",
            Claim = $"encoding-type={row.Item2} is refused.",
            Given = [],
            When = Opened.List("encoding-type=" + row.Item2),
            Then =
            [
                .. Answers.Refused(400, "InvalidArgument", "lmu.encoding-type-bad"),
                Check.WhenCode("InvalidArgument", Check.ErrorElement("ArgumentName", "encoding-type")).Cites("err.argument"),
            ],
        }),
        Baseline with
        {
            Id = "list-multipart-uploads/encoding-type-refused/empty",
            Claim = "An empty encoding-type is refused.",
            Given = [],
            When = Opened.List("encoding-type="),
            Then = [Check.Status(400).Cites("lmu.encoding-type-empty"), Check.IfRefused(Check.ErrorCode("InvalidArgument")).Cites("lmu.encoding-type-empty")],
        },
    ];
}
