using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Transfer;
using Conformance.Model;
using Checksum = Conformance.Model.Checksum;
using CompleteMultipartUploadRequest = Amazon.S3.Model.CompleteMultipartUploadRequest;
using ListMultipartUploadsRequest = Amazon.S3.Model.ListMultipartUploadsRequest;
using ListPartsRequest = Amazon.S3.Model.ListPartsRequest;
using UploadPartRequest = Amazon.S3.Model.UploadPartRequest;

namespace Conformance.Sdk;

/// <summary>Life cycles as customers run them: parts copied and uploaded, managed copies by ranges, transfers, listings, aborts, checksums.</summary>
internal static class LifeCycles
{
    private static readonly Content Small = Content.Generated(Slot.Source.Name, 64);

    // Over the smallest part by a little, so that the copy takes two parts.
    private static readonly Content Large = Content.Generated(Slot.Source.Name, Size.MinimumPart + 64);

    private static readonly Conformance.Model.GetObjectRequest Read = new();

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        new Scenario
        {
            Id = "sdk/life-cycle/copy-list-complete",
            Claim = "Initiate, CopyPart, ListParts, Complete and GetObject of the SDK work together.",
            Given = [Given.StoredObject(Slot.Source, Small)],
            When = Client.Program("life cycle", Capabilities.UploadPartCopy, CopyListCompleteAsync),
            Then = [Check.ClientReports(null).Cites("integ.concat", "lp.basic"), Check.Afterwards("read the object", Read, Check.BodyIs(Small.All)).Cites("integ.concat")],
        },
        new Scenario
        {
            Id = "sdk/life-cycle/copied-and-uploaded-parts",
            Claim = "A copied and an uploaded part complete to one object.",
            Given = [Given.StoredObject(Slot.Source, Large)],
            When = Client.Program("life cycle", Capabilities.UploadPartCopy, (client, names) => MixedAsync(client, names)),
            Then =
            [
                Check.ClientReports(null).Cites("integ.concat"),
                Check.Afterwards("read the object", Read, Check.BodyIs(Large.All, Small.All)).Cites("integ.concat"),
            ],
        },
        new Scenario
        {
            Id = "sdk/life-cycle/abort",
            Claim = "After AbortMultipartUpload the SDK is told that the upload does not exist.",
            Given = [Given.StoredObject(Slot.Source, Small)],
            When = Client.Program("life cycle", Capabilities.AbortMultipartUpload, async (client, names) =>
            {
                var upload = await BeginAsync(client, names);
                await client.CopyPartAsync(Copy(names, upload, 1));
                await client.AbortMultipartUploadAsync(names.Bucket, names.Key, upload);
                await client.ListPartsAsync(names.Bucket, names.Key, upload);
            }),
            Then = [Check.ClientReports("NoSuchUpload").Cites("abort.parts-unlistable")],
        },
        new Scenario
        {
            Id = "sdk/life-cycle/uploads-paged",
            Claim = "The paginator of ListMultipartUploads shows every upload once.",
            Given = [Given.OpenUpload(Slot.Upload), Given.OpenUpload(Slot.OtherUpload, "-b"), Given.OpenUpload(new Slot("third"), "-c")],
            When = Client.Program("ListMultipartUploads", Capabilities.ListMultipartUploads, UploadsPagedAsync),
            Then = [Check.ClientReports(null).Cites("lmu.paging-complete")],
        },
        new Scenario
        {
            Id = "sdk/life-cycle/parts-paged",
            Claim = "The paginator of ListParts shows every part once.",
            Given = [Given.StoredObject(Slot.Source, Small), Given.OpenUpload(Slot.Upload), .. Enumerable.Range(1, 5).Select(n => Given.CopiedPart(Slot.Upload, n, Slot.Source))],
            When = Client.Program("ListParts", Capabilities.ListParts, PartsPagedAsync),
            Then = [Check.ClientReports(null).Cites("lp.paging-complete")],
        },
        new Scenario
        {
            Id = "sdk/managed-copy/by-ranges",
            Claim = "An object over 5 MiB copied by ranges, as managed copies do it, is the same bytes.",
            Given = [Given.StoredObject(Slot.Source, Large)],
            When = Client.Program("managed copy", Capabilities.UploadPartCopy, (client, names) => ManagedCopyAsync(client, names, conditional: false)),
            Then = [Check.ClientReports(null).Cites("upc.range.abutting"), Check.Afterwards("read the object", Read, Check.BodyIs(Large.All)).Cites("upc.range.abutting", "integ.concat")],
        },
        new Scenario
        {
            Id = "sdk/managed-copy/with-if-match",
            Claim = "A managed copy that names the ETag of its source in each part works.",
            Given = [Given.StoredObject(Slot.Source, Large)],
            When = Client.Program("managed copy", Capabilities.UploadPartCopy, (client, names) => ManagedCopyAsync(client, names, conditional: true)),
            Then = [Check.ClientReports(null).Cites("upc.cond.if-match-true"), Check.Afterwards("read the object", Read, Check.BodyIs(Large.All)).Cites("integ.concat")],
        },
        new Scenario
        {
            Id = "sdk/transfer-utility/upload-and-download",
            Claim = "TransferUtility uploads an object over 5 MiB in parts and reads the same bytes back.",
            Given = [],
            When = Client.Program("TransferUtility", Capabilities.UploadPart, TransferAsync),
            // It signs parts chunk by chunk, which cannot be switched off.
            Then = [Check.ClientReports(null).Cites("up.chunked-signing"), Check.Afterwards("read the object", Read, Check.BodyIs(Large.All)).Cites("up.chunked-signing")],
        },
        .. Checksum.All.Select(checksum => new Scenario
        {
            Id = $"sdk/checksums/{checksum.Name.ToLowerInvariant()}",
            Claim = $"CopyPart into an upload with {checksum.Name} gives the SDK the checksum of the part, and the upload completes.",
            Given = [Given.StoredObject(Slot.Source, Small)],
            When = Client.Program("life cycle with checksums", Capabilities.UploadPartCopy, (client, names) => ChecksumsAsync(client, names, checksum), checksums: true),
            Then = [Check.ClientReports(null).Cites("upc.cksum.part-value"), Check.Afterwards("read the object", Read, Check.BodyIs(Small.All)).Cites("upc.cksum.part-value")],
        }),
    ];

    private static async Task CopyListCompleteAsync(AmazonS3Client client, Names names)
    {
        var upload = await BeginAsync(client, names);
        var copy = await client.CopyPartAsync(Copy(names, upload, 1));
        var list = await client.ListPartsAsync(names.Bucket, names.Key, upload);
        UnexpectedAnswerException.Unless(list.Parts is [{ PartNumber: 1, Size: 64 }], $"ListParts shows {list.Parts?.Count} parts");
        await client.CompleteMultipartUploadAsync(Complete(names, upload, [new PartETag(1, copy.ETag)]));
        using var get = await client.GetObjectAsync(names.Bucket, names.Key);
        UnexpectedAnswerException.Unless(get.ContentLength == 64, $"GetObject gives {get.ContentLength} bytes");
    }

    private static async Task MixedAsync(AmazonS3Client client, Names names)
    {
        var upload = await BeginAsync(client, names);
        var copied = await client.CopyPartAsync(Copy(names, upload, 1));
        using var bytes = new MemoryStream(Small.ToArray());
        var uploaded = await client.UploadPartAsync(new UploadPartRequest { BucketName = names.Bucket, Key = names.Key, UploadId = upload, PartNumber = 2, InputStream = bytes, UseChunkEncoding = false });
        await client.CompleteMultipartUploadAsync(Complete(names, upload, [new PartETag(1, copied.ETag), new PartETag(2, uploaded.ETag)]));
    }

    private static async Task UploadsPagedAsync(AmazonS3Client client, Names names)
    {
        var request = new ListMultipartUploadsRequest { BucketName = names.Bucket, Prefix = names.Session.Bindings.Prefix, MaxUploads = 1 };
        var seen = new List<string>();
        await foreach (var upload in client.Paginators.ListMultipartUploads(request).Uploads)
        {
            seen.Add(upload.UploadId);
        }

        UnexpectedAnswerException.Unless(
            seen.Order(StringComparer.Ordinal).SequenceEqual(names.Session.Bindings.Uploads.Values.Select(u => u.Id).Order(StringComparer.Ordinal)),
            $"{seen.Count} uploads are shown, {names.Session.Bindings.Uploads.Count} are open");
    }

    private static async Task PartsPagedAsync(AmazonS3Client client, Names names)
    {
        var seen = new List<int?>();
        await foreach (var part in client.Paginators.ListParts(new ListPartsRequest { BucketName = names.Bucket, Key = names.Key, UploadId = names.UploadId, MaxParts = 2 }).Parts)
        {
            seen.Add(part.PartNumber);
        }

        UnexpectedAnswerException.Unless(seen.SequenceEqual([1, 2, 3, 4, 5]), $"parts {string.Join(", ", seen)}");
    }

    private static async Task ManagedCopyAsync(AmazonS3Client client, Names names, bool conditional)
    {
        var head = await client.GetObjectMetadataAsync(names.Source.Bucket, names.Source.Key);
        var upload = await BeginAsync(client, names);
        var parts = new List<PartETag>();
        for (var (first, number) = (0L, 1); first < head.ContentLength; first += Size.MinimumPart, number++)
        {
            var copy = Copy(names, upload, number);
            (copy.FirstByte, copy.LastByte) = (first, Math.Min(first + Size.MinimumPart, head.ContentLength) - 1);
            if (conditional)
            {
                copy.ETagToMatch = [head.ETag];
            }

            parts.Add(new PartETag(number, (await client.CopyPartAsync(copy)).ETag));
        }

        await client.CompleteMultipartUploadAsync(Complete(names, upload, parts));
    }

    private static async Task TransferAsync(AmazonS3Client client, Names names)
    {
        using var transfer = new TransferUtility(client, new TransferUtilityConfig { ConcurrentServiceRequests = 2, MinSizeBeforePartUpload = Size.MinimumPart });
        using var bytes = new MemoryStream(Large.ToArray());
        await transfer.UploadAsync(new TransferUtilityUploadRequest { BucketName = names.Bucket, Key = names.Key, InputStream = bytes, PartSize = Size.MinimumPart });
        using var answer = await transfer.S3Client.GetObjectAsync(names.Bucket, names.Key);
        UnexpectedAnswerException.Unless(answer.ContentLength == Large.SizeBytes, $"GetObject gives {answer.ContentLength} bytes");
    }

    private static async Task ChecksumsAsync(AmazonS3Client client, Names names, Checksum checksum)
    {
        var begun = await client.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest
        {
            BucketName = names.Bucket,
            Key = names.Key,
            ChecksumAlgorithm = ChecksumAlgorithm.FindValue(checksum.Name),
        });
        var copy = await client.CopyPartAsync(Copy(names, begun.UploadId, 1));
        var answered = checksum.Name switch
        {
            "CRC32" => copy.ChecksumCRC32,
            "CRC32C" => copy.ChecksumCRC32C,
            "CRC64NVME" => copy.ChecksumCRC64NVME,
            "SHA1" => copy.ChecksumSHA1,
            _ => copy.ChecksumSHA256,
        };
        UnexpectedAnswerException.Unless(answered == checksum.Of(Small.All), $"{checksum.Name} {answered ?? "none"} in place of {checksum.Of(Small.All)}");
        await client.CompleteMultipartUploadAsync(Complete(names, begun.UploadId, [new PartETag(1, copy.ETag)
        {
            ChecksumCRC32 = copy.ChecksumCRC32,
            ChecksumCRC32C = copy.ChecksumCRC32C,
            ChecksumCRC64NVME = copy.ChecksumCRC64NVME,
            ChecksumSHA1 = copy.ChecksumSHA1,
            ChecksumSHA256 = copy.ChecksumSHA256,
        }]));
    }

    private static async Task<string> BeginAsync(AmazonS3Client client, Names names) => (await client.InitiateMultipartUploadAsync(names.Bucket, names.Key)).UploadId;

    private static CopyPartRequest Copy(Names names, string uploadId, int number) => new()
    {
        SourceBucket = names.Source.Bucket,
        SourceKey = names.Source.Key,
        DestinationBucket = names.Bucket,
        DestinationKey = names.Key,
        UploadId = uploadId,
        PartNumber = number,
    };

    private static CompleteMultipartUploadRequest Complete(Names names, string uploadId, List<PartETag> parts) =>
        new() { BucketName = names.Bucket, Key = names.Key, UploadId = uploadId, PartETags = parts };
}
