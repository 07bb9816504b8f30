namespace Conformance.Scenarios.ListMultipartUploads;

/// <summary>Choosing uploads by the beginning of their keys, and rolling keys up at a delimiter.</summary>
public static class UploadPrefixes
{
    private static readonly string[] Tree = ["test/foo/bar/123", "test/foo/bar/456", "test/bar/foo/123"];
    private static readonly string[] Folder = ["folder/aSubfolder/subFile1", "folder/aSubfolder/subFile2", "folder/file1", "folder/file2"];

    private static readonly Scenario Baseline = new()
    {
        Id = "list-multipart-uploads/prefix/of-two",
        Claim = "prefix shows only uploads whose key begins with it, and is repeated.",
        Given = Opened.All(Tree),
        When = Opened.ListUnder("test%2Ffoo"),
        Then =
        [
            Check.Status(200).Cites("lmu.prefix"),
            Shows(Tree[0], Tree[1]).Cites("lmu.prefix"),
            Check.ListsPrefixes().Cites("lmu.prefix"),
            Check.ElementIs("Prefix", "{prefix}test/foo").Cites("lmu.prefix"),
        ],
    };

    // The keys opened, the prefix as it goes on the wire, the keys listed.
    private static readonly (string Row, string Claim, string[] Opened, string Prefix, string[] Listed)[] Prefixes =
    [
        ("within-a-word", "prefix may end within a word.", Tree, "te", [Tree[2], Tree[0], Tree[1]]),
        ("whole-key", "prefix may be a whole key.", Tree, "test%2Fbar%2Ffoo%2F123", [Tree[2]]),
        ("longer-than-key", "A prefix that is longer than the keys that it begins with shows none of them.", Tree, "test%2Fbar%2Ffoo%2F1234", []),
        ("of-none", "A prefix that no key has shows no upload.", Tree, "none", []),
        ("not-in-the-middle", "prefix is compared with the beginning of a key and not with its middle.", ["a/x", "x"], "x", ["x"]),
        ("case", "prefix tells capital letters from small ones.", ["Test", "test"], "T", ["Test"]),
        ("space", "A percent-encoded space in prefix is a space.", ["a b", "a+b", "ab"], "a%20", ["a b"]),
        ("plus", "A percent-encoded plus in prefix is a plus.", ["a b", "a+b", "ab"], "a%2B", ["a+b"]),
        ("percent", "prefix is decoded once: an encoded percent sign is one.", ["a%20b", "a b"], "a%2520", ["a%20b"]),
        ("percent-is-no-wildcard", "A percent sign in prefix matches only itself.", ["a%b", "axb"], "a%25b", ["a%b"]),
        ("underscore-is-no-wildcard", "An underscore in prefix matches only itself.", ["a_b", "axb"], "a_b", ["a_b"]),
        ("asterisk-is-no-wildcard", "An asterisk in prefix matches only itself.", ["a*b", "axb"], "a%2Ab", ["a*b"]),
        ("brackets-are-no-pattern", "Brackets in prefix match only themselves.", ["a[x]", "ax"], "a%5Bx%5D", ["a[x]"]),
        ("beyond-ascii", "prefix beyond ASCII is read as UTF-8.", ["é1", "e1", "\u65E51"], "%C3%A9", ["é1"]),
    ];

    // The keys opened, prefix and delimiter as they go on the wire, the keys listed and the prefixes they are rolled up to.
    private static readonly (string Row, string Claim, string[] Opened, string Prefix, string Delimiter, string[] Listed, string[] RolledUp)[] Delimiters =
    [
        ("two-branches", "delimiter rolls keys up at its first occurrence after the prefix.", Tree, "test%2F", "%2F", [], ["test/bar/", "test/foo/"]),
        ("next-level", "A longer prefix rolls keys up one level below.", Tree, "test%2Ffoo%2F", "%2F", [], ["test/foo/bar/"]),
        ("prefix-before-delimiter", "A prefix that ends just before the delimiter rolls up to the prefix and the delimiter.", Tree, "test%2Ffoo%2Fbar", "%2F", [], ["test/foo/bar/"]),
        ("leaves", "Keys without the delimiter after the prefix are listed by themselves.", Tree, "test%2Ffoo%2Fbar%2F", "%2F", [Tree[0], Tree[1]], []),
        ("one-branch", "Any number of keys roll up to one common prefix.", Tree, "", "%2F", [], ["test/"]),
        ("leaves-and-branches", "Uploads and common prefixes are listed side by side.", Folder, "folder%2F", "%2F", [Folder[2], Folder[3]], ["folder/aSubfolder/"]),
        ("several-characters", "A delimiter may have several characters.", ["a--b", "a--c", "a-d", "e"], "", "--", ["a-d", "e"], ["a--"]),
        ("letter", "A delimiter may be a letter.", ["one", "onward", "tie"], "", "n", ["tie"], ["on"]),
        ("not-occurring", "A delimiter that no key contains changes nothing.", ["a/b", "c"], "", "%40", ["a/b", "c"], []),
        ("only-before-prefix-ends", "An occurrence within the prefix does not count.", ["a/b", "a/c"], "a%2Fb", "%2F", ["a/b"], []),
        ("at-the-start", "A key that begins with the delimiter rolls up to it.", ["/a", "/b", "c"], "", "%2F", ["c"], ["/"]),
        ("at-the-end", "A key that ends with the delimiter rolls up to itself.", ["a/", "b"], "", "%2F", ["b"], ["a/"]),
        ("percent", "A delimiter is decoded once: an encoded percent sign is one.", ["a%b", "a%c", "d"], "", "%25", ["d"], ["a%"]),
        ("markup", "Common prefixes are escaped as XML demands.", ["a<b", "a<c", "d&e"], "", "%3C", ["d&e"], ["a<"]),
        ("beyond-ascii", "A delimiter beyond ASCII is read as UTF-8.", ["a\u2192b", "a\u2192c", "d"], "", "%E2%86%92", ["d"], ["a\u2192"]),
    ];

    private static readonly (string Row, string Claim, string Query, string[] Listed, string[] RolledUp, bool Truncated, string Cites)[] Pages =
    [
        ("prefix-fills-the-page", "A common prefix counts as one entry of a page.", "max-uploads=1", [], ["folder/aSubfolder/"], true, "lmu.delimiter-counts"),
        ("prefix-and-upload", "A common prefix and an upload make a page of two.", "max-uploads=2", [Folder[2]], ["folder/aSubfolder/"], true, "lmu.delimiter-counts"),
        ("just-fitting", "Two uploads and a common prefix fit a page of three.", "max-uploads=3", [Folder[2], Folder[3]], ["folder/aSubfolder/"], false, "lmu.delimiter-counts"),
        ("after-the-prefix", "A key-marker that is a common prefix continues after all that it stands for.", "key-marker={encoded-prefix}folder%2FaSubfolder%2F", [Folder[2], Folder[3]], [], false, "lmu.key-marker-in-prefix"),
        ("inside-the-prefix", "A key-marker inside a common prefix continues after the whole prefix.", "key-marker={encoded-prefix}folder%2FaSubfolder%2FsubFile1", [Folder[2], Folder[3]], [], false, "lmu.key-marker-in-prefix"),
        ("after-the-prefix-by-one", "After a common prefix a page of one holds the next upload.", "key-marker={encoded-prefix}folder%2FaSubfolder%2F&max-uploads=1", [Folder[2]], [], true, "lmu.key-marker-in-prefix"),
        ("after-an-upload", "A key-marker behind the common prefix does not bring it back.", "key-marker={encoded-prefix}folder%2Ffile1", [Folder[3]], [], false, "lmu.key-marker"),
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        .. Prefixes.Select(row => Baseline with
        {
            Id = $"list-multipart-uploads/prefix/{row.Row}",
            Claim = row.Claim,
            Given = Opened.All(row.Opened),
            When = Opened.ListUnder(row.Prefix),
            Then = [Check.Status(200).Cites("lmu.prefix"), Shows(row.Listed).Cites("lmu.prefix")],
        }),
        .. Delimiters.Select(row => Baseline with
        {
            Id = $"list-multipart-uploads/delimiter/{row.Row}",
            Claim = row.Claim,
            Given = Opened.All(row.Opened),
            When = Opened.ListUnder(row.Prefix, "delimiter=" + row.Delimiter),
            Then =
            [
                Check.Status(200).Cites("lmu.delimiter"),
                Check.ListsPrefixes(Templates(row.RolledUp)).Cites("lmu.delimiter"),
                Shows(row.Listed).Cites("lmu.delimiter"),
                Check.ElementIs("IsTruncated", "false").Cites("lmu.delimiter"),
            ],
        }),
        Baseline with
        {
            Id = "list-multipart-uploads/delimiter/several-uploads-of-a-key",
            Claim = "Several uploads of one key roll up to one common prefix.",
            Given = [Opened.Of("a/b", "one"), Opened.Of("a/b", "two"), Opened.Of("c", "three"), Opened.Of("c", "four")],
            When = Opened.List("delimiter=%2F"),
            Then = [Check.ListsPrefixes("{prefix}a/").Cites("lmu.delimiter"), Shows("three", "four").Cites("lmu.delimiter")],
        },
        Baseline with
        {
            Id = "list-multipart-uploads/delimiter/repeated",
            Claim = "Delimiter and Prefix are repeated, and markers do not name what is not listed.",
            Dialects = [Dialect.Aws],
            When = Opened.ListUnder("test%2F", "delimiter=%2F"),
            Then =
            [
                Check.ElementIs("Delimiter", "/").Cites("lmu.delimiter"),
                Check.ElementIs("Prefix", "{prefix}test/").Cites("lmu.prefix"),
                Check.ElementEmptyOr("NextUploadIdMarker").Cites("lmu.delimiter"),
            ],
        },
        .. Pages.Select(row => Baseline with
        {
            Id = $"list-multipart-uploads/delimiter-pages/{row.Row}",
            Claim = row.Claim,
            Given = Opened.All(Folder),
            When = Opened.ListUnder("folder%2F", "delimiter=%2F&" + row.Query),
            Then =
            [
                Check.Status(200).Cites(row.Cites),
                Check.ListsPrefixes(Templates(row.RolledUp)).Cites(row.Cites),
                Shows(row.Listed).Cites(row.Cites),
                Check.ElementIs("IsTruncated", row.Truncated ? "true" : "false").Cites(row.Cites),
            ],
        }),
        .. JdCloud("prefix", Opened.ListUnder("test%2Ffoo"), Shows(Tree[0], Tree[1])),
        .. JdCloud("delimiter", Opened.ListUnder("test%2F", "delimiter=%2F"), Check.ListsPrefixes("{prefix}test/bar/", "{prefix}test/foo/")),
        .. JdCloud("encoding-type", Opened.ListUnder("test%2Fbar", "encoding-type=url"), Check.ListsEncodedUploads(new Slot(Tree[2]))),
    ];

    private static IEnumerable<Scenario> JdCloud(string parameter, ListMultipartUploadsRequest list, Check effect) =>
    [
        Baseline with
        {
            Id = $"list-multipart-uploads/jd-parameters/{parameter}",
            Claim = $"{parameter}, which JD Cloud documents for the listing, has its effect.",
            When = list,
            Then = [Check.Status(200).Cites("lmu.jd-params"), effect.Cites("lmu.jd-params")],
        },
    ];

    private static Check Shows(params string[] slots) => Check.ShowsUploads(Opened.Slots(slots));

    private static string[] Templates(string[] prefixes) => [.. prefixes.Select(p => "{prefix}" + p)];
}
