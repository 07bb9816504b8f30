namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>What a copy has to answer and to leave behind, in the forms that ranges and copy sources share.</summary>
internal static class CopyAnswers
{
    /// <summary>The copy is accepted and the part is this slice; the part is looked at only if it was, so that a refusal is one finding.</summary>
    public static CitedCheck[] Takes(Slice slice, params ReadOnlySpan<string> cites) =>
    [
        Check.Status(200).Cites(cites),
        .. HoldsSlice(slice, cites),
    ];

    /// <summary>As <see cref="Takes"/>, but a target that copies no range from a small source may say so.</summary>
    public static CitedCheck[] TakesUnlessTooSmall(Slice slice, params ReadOnlySpan<string> cites) =>
    [
        Check.Status(200).Cites([.. cites, "upc.range.small-source"]),
        Check.IfRefused(Check.ErrorCode("InvalidRequest")).Cites("upc.range.small-source-error-shape"),
        .. HoldsSlice(slice, cites),
    ];

    /// <summary>Either answer conforms; if the copy is accepted, the part is this slice and nothing else.</summary>
    public static CitedCheck[] TakesOrRefuses(Slice slice, ReadOnlySpan<int> statuses, params ReadOnlySpan<string> cites) =>
    [
        Check.Status(statuses).Cites(cites),
        .. HoldsNamed(slice, cites),
    ];

    /// <summary>The copy is accepted and the part is the whole of the object that the copy source names.</summary>
    public static CitedCheck[] TakesNamed(Content named, string cites) =>
    [
        Check.Status(200).Cites(cites),
        .. HoldsNamed(named.All, cites),
    ];

    /// <summary>If the copy is accepted, the part is listed with the slice's size, and the object made of it is the slice byte for byte.</summary>
    public static CitedCheck[] HoldsSlice(Slice slice, params ReadOnlySpan<string> cites) =>
    [
        Check.IfAccepted(Check.PartStored(1, slice)).Cites(cites),
        Check.IfAccepted(Check.AssembledIs(slice)).Cites([.. cites, "integ.part-equals-slice"]),
    ];

    /// <summary>
    /// As <see cref="HoldsSlice"/>, where which bytes are meant hangs on the requirement cited alone: other bytes are then a matter of
    /// reading the header, not of copying, and weigh what that requirement weighs.
    /// </summary>
    public static CitedCheck[] HoldsNamed(Slice slice, params ReadOnlySpan<string> cites) =>
    [
        Check.IfAccepted(Check.PartStored(1, slice)).Cites(cites),
        Check.IfAccepted(Check.AssembledIs(slice)).Cites(cites),
    ];

    /// <summary>The range is refused with 400 and one of these codes, and no part comes of it.</summary>
    public static CitedCheck[] RefusesRange(ReadOnlySpan<string> codes, string cites) =>
    [
        Check.Status(400).Cites(cites),
        Check.ErrorCode(codes).Cites(cites),
        .. LeavesNoPart,
    ];

    /// <summary>As <see cref="RefusesRange"/>, but a target that copies no range from a small source need not look at the range.</summary>
    public static CitedCheck[] RefusesRangeOfSmallSource(ReadOnlySpan<string> codes, string cites) =>
    [
        Check.Status(400).Cites(cites),
        Check.UnlessRefusedAs(400, "InvalidRequest", Check.ErrorCode(codes)).Cites(cites),
        .. LeavesNoPart,
    ];

    /// <summary>A refused range changes no part, and whatever the answer, no part is empty.</summary>
    public static CitedCheck[] LeavesNoPart =>
    [
        Check.IfRefused(Check.PartsUnchanged()).Cites("upc.range.no-side-effect"),
        Check.NoEmptyPart().Cites("upc.range.never-empty-part"),
    ];

    /// <summary>The copy source is refused with this status and one of these codes, and no part comes of it.</summary>
    public static CitedCheck[] RefusesSource(int status, ReadOnlySpan<string> codes, string cites) =>
    [
        Check.Status(status).Cites(cites),
        Check.ErrorCode(codes).Cites(cites),
        Check.IfRefused(Check.PartNumbersAre()).Cites("inv.refused-stores-nothing"),
    ];
}
