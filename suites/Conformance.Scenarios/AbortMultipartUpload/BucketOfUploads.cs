using System.Security.Cryptography;
using System.Text;

namespace Conformance.Scenarios.AbortMultipartUpload;

/// <summary>Deleting a bucket that has, or had, open uploads.</summary>
public static class BucketOfUploads
{
    private static readonly SubresourceRequest Delete = new("DeleteBucket", Capabilities.Buckets) { OnBucket = true, Method = "DELETE", Bucket = Bucket.Own };
    private static readonly Content Piece = Content.Generated("uploaded-part", 200);

    private static readonly Given Opened = Given.OpenUpload(Slot.Upload, bucket: Bucket.Own) with { Key = "key" };

    private const string Rule =
        "<LifecycleConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Rule><ID>abort</ID><Filter><Prefix></Prefix></Filter><Status>Enabled</Status>"
        + "<AbortIncompleteMultipartUpload><DaysAfterInitiation>1</DaysAfterInitiation></AbortIncompleteMultipartUpload></Rule></LifecycleConfiguration>";

    private static readonly Scenario Baseline = new()
    {
        Id = "abort-multipart-upload/bucket-of-uploads/one-open",
        Claim = "Deleting a bucket with an open upload and no object succeeds, or is refused because of the upload.",
        Given = [Given.OwnBucket(), Opened],
        When = Delete,
        Then =
        [
            Check.Status(204, 409).Cites("abort.bucket-delete-blocked"),
            Check.IfRefused(Check.ErrorCode("BucketNotEmpty", "BucketHasMutiUploads")).Cites("abort.bucket-delete-blocked"),
            Check.Status(409).Cites("jd.bucket-delete"),
            Check.ErrorCode("BucketHasMutiUploads", "BucketNotEmpty").Cites("jd.bucket-delete"),
        ],
    };

    /// <summary>All cases.</summary>
    public static IEnumerable<Scenario> All =>
    [
        Baseline,
        Baseline with
        {
            Id = "abort-multipart-upload/bucket-of-uploads/open-with-part",
            Claim = "Deleting a bucket with a part of an open upload succeeds, or is refused because of the upload.",
            Given = [Given.OwnBucket(), Opened, Given.UploadedPart(Slot.Upload, 1, Piece)],
        },
        Baseline with
        {
            Id = "abort-multipart-upload/bucket-of-uploads/refused-keeps-upload",
            Claim = "A bucket that is not deleted for its open upload keeps the upload and its part.",
            Given = [Given.OwnBucket(), Opened, Given.UploadedPart(Slot.Upload, 1, Piece)],
            Then =
            [
                Check.WhenStatus(409, Check.PartNumbersAre(1)).Cites("abort.bucket-delete-blocked"),
                Check.WhenStatus(204, Check.Afterwards("list the uploads", new ListMultipartUploadsRequest { Bucket = Bucket.Own }, Check.Status(404))).Cites("lmu.no-bucket"),
            ],
        },
        Baseline with
        {
            Id = "abort-multipart-upload/bucket-of-uploads/aborted",
            Claim = "A bucket whose only upload was aborted can be deleted.",
            Given =
            [
                Given.OwnBucket(),
                Opened,
                Given.UploadedPart(Slot.Upload, 1, Piece),
                Given.UploadedPart(Slot.Upload, 2, Piece),
                Given.Done(new AbortMultipartUploadRequest()),
            ],
            Then = [Check.Status(204).Cites("abort.bucket-free")],
        },
        Baseline with
        {
            Id = "abort-multipart-upload/bucket-of-uploads/lifecycle-rule",
            Claim = "A lifecycle rule that aborts incomplete uploads, which JD Cloud does not have, is refused.",
            Given = [Given.OwnBucket()],
            When = new SubresourceRequest("PutBucketLifecycleConfiguration", Capabilities.Buckets)
            {
                OnBucket = true,
                Method = "PUT",
                Bucket = Bucket.Own,
                RawQuery = "lifecycle=",
                Document = Rule,
                Headers = [new HeaderLine("Content-MD5", Convert.ToBase64String(MD5.HashData(Encoding.UTF8.GetBytes(Rule))))],
            },
            Then = [Check.Status(400, 501).Cites("jd.lifecycle")],
        },
    ];
}
