using System.Text.RegularExpressions;
using Conformance.Model;

namespace Conformance.Fuzz;

/// <summary>uploadId of a part copy as fixtures/catalogue/upload-id.yaml has it.</summary>
public static partial class UploadIdModel
{
    private const int LongestText = 2000;

    /// <summary>Reads the value as it stands in the query.</summary>
    public static Reading Read(string raw, Bindings bindings)
    {
        if (raw.AsSpan().IndexOfAny("&#") >= 0)
        {
            return new("upload/changes-the-query", Expected.Unknown);
        }

        var id = bindings.Upload(Slot.Upload.Name).Id;
        return raw switch
        {
            "" => new("upload/empty", new Expected.Refused([404], ["NoSuchUpload"], "upc.upid.empty")),
            _ when !BadEscape().IsMatch(raw) && !raw.Contains('+', StringComparison.Ordinal) && Uri.UnescapeDataString(raw) == id => new("upload/own", new Expected.Sound("upc.upid.opaque")),
            _ when Unreserved().IsMatch(raw) => new(
                string.Equals(raw, id, StringComparison.OrdinalIgnoreCase) ? "upload/other-case" : raw.Length < id.Length && id.StartsWith(raw, StringComparison.Ordinal) ? "upload/cut-off" : "upload/unknown",
                new Expected.Refused([404], ["NoSuchUpload"], string.Equals(raw, id, StringComparison.OrdinalIgnoreCase) ? "upc.upid.case-sensitive" : "upc.upid.unknown")),
            _ => new("upload/hostile", new Expected.Refused([400, 401, 403, 404, 405, 406, 409, 410, 411, 412, 413, 414, 415, 416, 422, 431], [], "upc.upid.hostile")),
        };
    }

    [GeneratedRegex("%(?![0-9A-Fa-f]{2})", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BadEscape();

    [GeneratedRegex("^[A-Za-z0-9._~-]{1,200}\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unreserved();
}
