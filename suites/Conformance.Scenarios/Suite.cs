using System.Collections.Immutable;
using Conformance.Scenarios.AbortMultipartUpload;
using Conformance.Scenarios.CompleteMultipartUpload;
using Conformance.Scenarios.CreateMultipartUpload;
using Conformance.Scenarios.Lifecycles;
using Conformance.Scenarios.ListMultipartUploads;
using Conformance.Scenarios.ListParts;
using Conformance.Scenarios.ReadBack;
using Conformance.Scenarios.UploadPart;
using Conformance.Scenarios.UploadPartCopy;

namespace Conformance.Scenarios;

/// <summary>The table of contents of the product: every behaviour, in reading order.</summary>
public static class Suite
{
    /// <summary>All scenarios.</summary>
    public static ImmutableArray<Scenario> All { get; } =
    [
        .. CopySourceRange.All,
        .. CopySourceRangeBounds.All,
        .. CopySourceRangeBeyondEnd.All,
        .. CopySourceRangeOfSmallSource.All,
        .. MalformedCopySourceRange.All,
        .. RefusedRangeKeepsPart.All,
        .. OddCopySourceRangeHeaders.All,
        .. RangeErrorElements.All,
        .. Reassembly.All,
        .. MultipartSource.All,
        .. CopySource.All,
        .. CopySourceHeader.All,
        .. MalformedCopySource.All,
        .. MissingCopySource.All,
        .. ImpossibleCopySource.All,
        .. DoubtfulCopySource.All,
        .. CrossBucketSource.All,
        .. ChangingSource.All,
        .. ZeroByteSource.All,
        .. SelfCopy.All,
        .. PartNumber.All,
        .. IncompleteQuery.All,
        .. UnknownUploadId.All,
        .. SeveralUploads.All,
        .. PartOrder.All,
        .. SmallPart.All,
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
        .. KeepAlive.All,
        .. LargeSource.All,
        .. JdCloudProfile.All,
        .. OpenUpload.All,
        .. UploadedPart.All,
        .. PartAddress.All,
        .. PartIntegrity.All,
        .. PartFraming.All,
        .. PartListing.All,
        .. PartOrderOfLists.All,
        .. UnknownUpload.All,
        .. UploadListing.All,
        .. UploadPages.All,
        .. UploadMarkers.All,
        .. UploadPrefixes.All,
        .. UploadKeys.All,
        .. ListingRequest.All,
        .. CompletedObject.All,
        .. PartListDocument.All,
        .. PartListContent.All,
        .. MinimumPartSize.All,
        .. RepeatedCompletion.All,
        .. ManyParts.All,
        .. EndUpload.All,
        .. BucketOfUploads.All,
        .. CopiedThenChanged.All,
        .. SeveralUploadsOfOneKey.All,
        .. OverlappingCopies.All,
        .. OverlappingEnds.All,
        .. SourceChangedMeanwhile.All,
        .. ReadMeanwhile.All,
        .. CopiedObject.All,
        .. RangedRead.All,
        .. PartNumberRead.All,
        .. PartByPart.All,
    ];
}
