using System.Collections.Immutable;
using Conformance.Scenarios.AbortMultipartUpload;
using Conformance.Scenarios.CompleteMultipartUpload;
using Conformance.Scenarios.CreateMultipartUpload;
using Conformance.Scenarios.Lifecycles;
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
        .. CopySourceConditions.All,
        .. ConditionETags.All,
        .. ConditionDates.All,
        .. ConditionLines.All,
        .. ConditionsAndFaults.All,
        .. ConditionsOnSource.All,
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
        .. Precedence.All,
        .. Addressing.All,
        .. Authentication.All,
        .. PresignedCopy.All,
        .. ForeignAccount.All,
        .. MethodAndBody.All,
        .. JdCloudProfile.All,
        .. VersionedSource.All,
        .. RefusedVersion.All,
        .. NullVersion.All,
        .. CopiedPartChecksum.All,
        .. EncryptedCopy.All,
        .. RefusedCustomerKey.All,
        .. ServiceEncryption.All,
        .. PartDirectives.All,
        .. OpenUpload.All,
        .. UploadKey.All,
        .. ObjectHeaders.All,
        .. ObjectTags.All,
        .. UploadChecksum.All,
        .. CustomerKeyOfUpload.All,
        .. PartChecksum.All,
        .. RefusedPartChecksum.All,
        .. CustomerKeyOfPart.All,
        .. PartListing.All,
        .. UnknownUpload.All,
        .. ListedChecksum.All,
        .. CompletedObject.All,
        .. PartListDocument.All,
        .. PartListContent.All,
        .. MinimumPartSize.All,
        .. RepeatedCompletion.All,
        .. ConditionalCompletion.All,
        .. ConditionalCompletionConflicts.All,
        .. ObjectChecksum.All,
        .. RefusedChecksum.All,
        .. VersionedDestination.All,
        .. EndUpload.All,
        .. CopiedThenChanged.All,
        .. SeveralUploadsOfOneKey.All,
        .. CopiedObject.All,
        .. RangedRead.All,
        .. PartNumberRead.All,
        .. ChecksumRead.All,
        .. ObjectAttributes.All,
        .. EncryptedObject.All,
    ];
}
