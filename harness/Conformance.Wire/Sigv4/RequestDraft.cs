using System.Collections.Immutable;
using System.Globalization;

namespace Conformance.Wire;

/// <summary>A request on its way to the wire: every line that will be sent becomes explicit here.</summary>
internal sealed class RequestDraft
{
    private readonly WireRequest request;
    private readonly string host;
    private readonly ImmutableArray<HeaderLine>.Builder lines;
    private string target;

    public RequestDraft(WireRequest request, string host)
    {
        this.request = request;
        this.host = host;
        target = request.Target;
        (Path, Query) = CanonicalForm.Split(target);
        Body = request.Body;
        lines = ImmutableArray.CreateBuilder<HeaderLine>(request.Headers.Length + 8);
        lines.AddRange(request.Headers);
        if (!request.OmitHost && Value("host") is null)
        {
            lines.Insert(0, new HeaderLine("Host", host));
        }
    }

    public string Method => request.Method;

    /// <summary>Path of the target as given.</summary>
    public string Path { get; }

    /// <summary>Query of the target as given, without its question mark.</summary>
    public string Query { get; }

    /// <summary>The body as it will be sent.</summary>
    public ReadOnlyMemory<byte> Body { get; set; }

    /// <summary>The first value of a header; null when there is no such line.</summary>
    public string? Value(string name)
    {
        foreach (var line in lines)
        {
            if (line.Is(name))
            {
                return line.Value;
            }
        }

        return null;
    }

    public void Add(string name, string value) => lines.Add(new HeaderLine(name, value));

    public void AddIfAbsent(string name, string value)
    {
        if (Value(name) is null)
        {
            Add(name, value);
        }
    }

    public void Remove(string name) => lines.RemoveAll(l => l.Is(name));

    public void Set(string name, string value)
    {
        Remove(name);
        Add(name, value);
    }

    /// <summary>Appends an encoded pair to the query that goes out.</summary>
    public void AddParameter(string pair) => target += (target.Contains('?', StringComparison.Ordinal) ? "&" : "?") + pair;

    /// <summary>Adds Content-Length, unless the scenario frames the body itself or gives the line.</summary>
    public void AddLength(long sizeBytes)
    {
        if (request.Framing == BodyFraming.ContentLength)
        {
            AddIfAbsent("Content-Length", sizeBytes.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The lines that the signature covers, names in lower case, with the plan's gaps and lies.</summary>
    public IReadOnlyList<HeaderLine> SignedLines(SigningPlan plan)
    {
        var signed = new List<HeaderLine>(lines.Count + plan.SignedAs.Length + 1);
        foreach (var line in lines)
        {
            var name = line.Name.ToLowerInvariant();
            if (IsSigned(name, plan.Mode) && !Names(plan.Unsigned, name) && !IsSignedOtherwise(name, plan))
            {
                signed.Add(ReferenceEquals(name, line.Name) ? line : line with { Name = name });
            }
        }

        // A request sent without Host is still signed with it, as a client would that lost the line on the way.
        if (request.OmitHost && Value("host") is null && !Names(plan.Unsigned, "host"))
        {
            signed.Add(new HeaderLine("host", host));
        }

        foreach (var line in plan.SignedAs)
        {
            signed.Add(line with { Name = line.Name.ToLowerInvariant() });
        }

        return signed;
    }

    /// <summary>The request with framing and the lines that come after signing.</summary>
    public WireRequest Finish(SigningPlan plan)
    {
        if (!Body.IsEmpty || request.Method is "PUT" or "POST")
        {
            AddLength(Body.Length);
        }

        if (request.Framing == BodyFraming.Chunked)
        {
            AddIfAbsent("Transfer-Encoding", "chunked");
        }

        lines.AddRange(plan.AddedAfterSigning);
        return request with { Target = target, Headers = lines.ToImmutable(), Body = Body };
    }

    private static bool IsSigned(string name, SigningMode mode) =>
        name.StartsWith("x-amz-", StringComparison.Ordinal)
        || name is "host" or "content-type" or "content-md5" or "date" or "range"
        || (mode == SigningMode.Chunked && name is "content-encoding" or "content-length");

    private static bool IsSignedOtherwise(string name, SigningPlan plan)
    {
        foreach (var line in plan.SignedAs)
        {
            if (line.Is(name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Names(ImmutableArray<string> names, string name) =>
        !names.IsEmpty && names.Contains(name, StringComparer.OrdinalIgnoreCase);
}
