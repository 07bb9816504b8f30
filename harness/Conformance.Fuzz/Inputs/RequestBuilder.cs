using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Fuzz;

/// <summary>Turns an input into the operation that is sent.</summary>
public static class RequestBuilder
{
    /// <summary>The part that every upload holds before a request is sent: a failed copy must leave it.</summary>
    public const int EarlierPart = 1;

    /// <summary>Its bytes.</summary>
    public static readonly Content Earlier = Content.Generated("fuzz-earlier", 48);

    /// <summary>What has to be there for an input, in a case of its own. Beside a part of another number the earlier one would be too small to complete.</summary>
    public static ImmutableArray<Given> Given(Input input, Expectations expected) =>
    [
        Sources.Given(input[Fields.Source]),
        Model.Given.OpenUpload(Slot.Upload),
        .. Sources.CutBy(input) is { } cut ? [Model.Given.CopiedPart(Slot.Upload, EarlierPart, Slot.Source, RangeOf(cut.Before))]
            : expected.PartNumber is not (null or EarlierPart) ? Array.Empty<Given>() : [Model.Given.UploadedPart(Slot.Upload, EarlierPart, Earlier)],
    ];

    /// <summary>The operation.</summary>
    public static Operation Build(Input input) => input.Surface switch
    {
        Surface.CompleteXml => Complete(input),
        Surface.Listing => List(input),
        _ => Copy(input),
    };

    /// <summary>True when the operation is an UploadPartCopy by its own method.</summary>
    public static bool IsPartCopy(Input input) => input.Surface is not (Surface.CompleteXml or Surface.Listing) && input[Fields.Method] is null or "PUT";

    private static string RangeOf(Slice slice) => string.Create(CultureInfo.InvariantCulture, $"bytes={slice.First}-{slice.Last}");

    private static UploadPartCopyRequest Copy(Input input)
    {
        var source = input[Fields.CopySource] ?? Sources.Spelled(input[Fields.Source]);
        var cut = Sources.CutBy(input);
        return new UploadPartCopyRequest
        {
            PartNumber = input[Fields.PartNumber] is { } number ? QueryValue.Raw(number) : cut is null ? EarlierPart : EarlierPart + 1,
            UploadId = input[Fields.UploadId] is { } id ? QueryValue.Raw(id) : UploadId.Of(Slot.Upload),
            // The address stays that of the upload, whatever its id is said to be.
            Key = "{raw-upload-key:upload}",
            CopySource = source,
            Range = input[Fields.Range] ?? (cut is { After: var after } ? RangeOf(after) : null),
            Method = input[Fields.Method],
            ExtraQuery = input[Fields.Query],
            Payload = input[Fields.Body] is { } body ? Encoding.UTF8.GetBytes(body) : null,
            Headers = Headers(input),
            Signing = Signings.Of(input[Fields.Signing]),
        };
    }

    private static CompleteMultipartUploadRequest Complete(Input input) => new()
    {
        Document = input[Fields.Body] ?? CompleteModel.Valid,
        Headers = Headers(input),
        Key = "{raw-upload-key:upload}",
    };

    private static Operation List(Input input) => input[Fields.Listing] == "uploads"
        ? new ListMultipartUploadsRequest { ExtraQuery = input[Fields.Query], WholeAnswer = true }
        : new ListPartsRequest { ExtraQuery = input[Fields.Query], Key = "{raw-upload-key:upload}" };

    private static ImmutableArray<HeaderLine> Headers(Input input)
    {
        List<HeaderLine>? lines = null;
        foreach (var (field, value) in input.Values)
        {
            if (field.StartsWith(Fields.Header, StringComparison.Ordinal))
            {
                (lines ??= []).Add(new HeaderLine(field[Fields.Header.Length..], value));
            }
        }

        return lines is null ? [] : [.. lines];
    }
}

/// <summary>Ways of signing that inputs name.</summary>
public static class Signings
{
    /// <summary>All names but the sound one.</summary>
    public static ImmutableArray<string> Broken { get; } =
        ["flipped", "anonymous", "unknown-key", "old", "future", "wrong-region", "no-date", "literal-hash", "unsigned-source", "presigned", "presigned-flipped", "presigned-expired"];

    /// <summary>The plan of a name; the sound one for null, and for "authorization:TEXT" that text in place of the header's.</summary>
    public static SigningPlan Of(string? name) => name switch
    {
        null => SigningPlan.Default,
        "flipped" => SigningPlan.Default with { FlipSignature = true },
        "anonymous" => SigningPlan.Default with { Mode = SigningMode.Anonymous },
        "unknown-key" => SigningPlan.Default with { AccessKey = "AKIAFUZZFUZZFUZZFUZZ" },
        "old" => SigningPlan.Default with { Skew = TimeSpan.FromMinutes(-40) },
        "future" => SigningPlan.Default with { Skew = TimeSpan.FromMinutes(40) },
        "wrong-region" => SigningPlan.Default with { Region = "xx-nowhere-9" },
        "no-date" => SigningPlan.Default with { OmitDate = true },
        "literal-hash" => SigningPlan.Default with { Payload = new PayloadHash.Literal(new string('0', 64)) },
        "unsigned-source" => SigningPlan.Default with { Unsigned = ["x-amz-copy-source"] },
        "presigned" => SigningPlan.Default with { Mode = SigningMode.Presigned },
        "presigned-flipped" => SigningPlan.Default with { Mode = SigningMode.Presigned, FlipSignature = true },
        "presigned-expired" => SigningPlan.Default with { Mode = SigningMode.Presigned, Skew = TimeSpan.FromMinutes(-10), Expires = TimeSpan.FromMinutes(1) },
        _ when name.StartsWith(Authorization, StringComparison.Ordinal) => SigningPlan.Default with { LiteralAuthorization = name[Authorization.Length..] },
        _ => throw new SuiteDefectException($"There is no way of signing named \"{name}\"."),
    };

    /// <summary>Prefix of a literal Authorization value.</summary>
    public const string Authorization = "authorization:";
}
