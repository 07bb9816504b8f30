namespace Conformance.Scenarios;

/// <summary>Groups of checks that many behaviours share.</summary>
internal static class Answers
{
    /// <summary>A refusal with this status and code.</summary>
    public static CitedCheck[] Refused(int status, string code, params ReadOnlySpan<string> cites) =>
    [
        Check.Status(status).Cites(cites),
        Check.ErrorCode(code).Cites(cites),
    ];

    /// <summary>The copy is accepted, the part is listed with the slice's size, and the object made of it is the slice byte for byte.</summary>
    public static CitedCheck[] Copies(Slice slice, int partNumber, params ReadOnlySpan<string> cites) =>
    [
        Check.Status(200).Cites(cites),
        Check.IfAccepted(Check.PartStored(partNumber, slice)).Cites(cites),
        Check.IfAccepted(Check.AssembledIs(slice)).Cites([.. cites, "integ.part-equals-slice"]),
    ];

    /// <summary>Either answer conforms; if the copy is accepted, the part is this slice and nothing else.</summary>
    public static CitedCheck[] CopiesOrRefuses(Slice slice, int partNumber, int refusal, params ReadOnlySpan<string> cites) =>
    [
        Check.Status(200, refusal).Cites(cites),
        Check.IfAccepted(Check.PartStored(partNumber, slice)).Cites(cites),
        Check.IfAccepted(Check.AssembledIs(slice)).Cites([.. cites, "integ.part-equals-slice"]),
    ];
}
