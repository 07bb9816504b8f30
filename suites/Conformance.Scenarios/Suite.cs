using System.Collections.Immutable;
using Conformance.Scenarios.UploadPartCopy;

namespace Conformance.Scenarios;

/// <summary>The table of contents of the product: every behaviour, in reading order.</summary>
public static class Suite
{
    /// <summary>All scenarios.</summary>
    public static ImmutableArray<Scenario> All { get; } =
    [
        .. CopySourceRange.All,
        .. PartNumber.All,
        .. IncompleteQuery.All,
        .. UnknownUploadId.All,
        .. SeveralUploads.All,
        .. PartOrder.All,
        .. OverwritePart.All,
        .. ResponseHeaders.All,
        .. CopyPartResult.All,
        .. ErrorDocument.All,
        .. ErrorElements.All,
        .. RefusedCopy.All,
        .. Addressing.All,
        .. Authentication.All,
        .. PresignedCopy.All,
        .. MethodAndBody.All,
    ];
}
