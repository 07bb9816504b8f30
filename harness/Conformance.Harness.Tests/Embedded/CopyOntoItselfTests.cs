using Conformance.Wire;

namespace Conformance.Harness.Tests.Embedded;

/// <summary>
/// CopyObject of an object onto itself, as recorded on AWS (localstack, test_s3.py: test_s3_copy_object_in_place_with_encryption,
/// test_copy_in_place_with_bucket_encryption, test_s3_copy_object_in_place_versioned, test_s3_copy_object_in_place_suspended_only).
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class CopyOntoItselfTests
{
    private const string Version = "x-amz-version-id";
    private const string SourceVersion = "x-amz-copy-source-version-id";
    private const string Sse = "x-amz-server-side-encryption";

    private static readonly HeaderLine Replace = new("x-amz-metadata-directive", "REPLACE");
    private static readonly HeaderLine Kms = new(Sse, "aws:kms");

    [Test]
    public async Task A_copy_that_changes_nothing_is_refused([Values(null, "Enabled", "Suspended")] string? versioning)
    {
        await using var bench = await Bench.StartAsync(versioning);
        await bench.PutAsync("key");
        Assert.That(Bench.Words(await bench.CopyAsync("key", "key")), Is.EqualTo("400 InvalidRequest"));
    }

    [Test]
    public async Task A_bucket_with_an_encryption_of_its_own_lets_it_pass_until_that_is_deleted()
    {
        await using var bench = await Bench.StartAsync();
        await bench.PutAsync("key");
        await bench.SendAsync(
            "PUT",
            $"{Bench.Bucket}?encryption",
            "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>");
        Assert.That((await bench.CopyAsync("key", "key")).Status, Is.EqualTo(200));
        await bench.SendAsync("DELETE", $"{Bench.Bucket}?encryption");
        Assert.That(Bench.Words(await bench.CopyAsync("key", "key")), Is.EqualTo("400 InvalidRequest"));
    }

    [Test]
    public async Task An_object_encrypted_otherwise_than_by_default_is_copied_back_to_the_default()
    {
        await using var bench = await Bench.StartAsync();
        await bench.PutAsync("key", Kms);
        var copied = await bench.CopyAsync("key", "key");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(copied.Status, Is.EqualTo(200));
            Assert.That(copied.Header(Sse), Is.EqualTo("AES256"));
            Assert.That(Bench.Words(await bench.CopyAsync("key", "key")), Is.EqualTo("400 InvalidRequest"), "once it is back");
        }
    }

    [Test]
    public async Task Who_names_no_key_is_told_the_key_of_the_account()
    {
        await using var bench = await Bench.StartAsync();
        await bench.PutAsync("key");
        Assert.That((await bench.CopyAsync("key", "copy", Kms)).Header($"{Sse}-aws-kms-key-id"), Does.StartWith("arn:aws:kms:us-east-1:123456789012:key/"));
    }

    [Test]
    public async Task The_null_version_is_named_where_it_is_made_and_not_where_it_is_read_unasked()
    {
        await using var bench = await Bench.StartAsync("Enabled");
        var first = await bench.PutAsync("key");
        await bench.SetVersioningAsync("Suspended");
        var suspended = await bench.CopyAsync("key", "key", Replace);
        var twice = await bench.CopyAsync("key", "key", Replace);
        await bench.SetVersioningAsync("Enabled");
        var enabled = await bench.CopyAsync("key", "key", Replace);
        var asked = await bench.CopyAsync("key?versionId=null", "other");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((suspended.Header(Version), suspended.Header(SourceVersion)), Is.EqualTo(("null", first)));
            Assert.That((twice.Header(Version), twice.Header(SourceVersion)), Is.EqualTo(("null", (string?)null)));
            Assert.That(enabled.Header(Version), Has.Length.EqualTo(32));
            Assert.That(enabled.Header(SourceVersion), Is.Null);
            Assert.That(asked.Header(SourceVersion), Is.EqualTo("null"), "named by the client");
        }
    }

    [Test]
    public async Task What_is_put_while_versioning_is_suspended_is_answered_without_a_version_and_read_with_it()
    {
        await using var bench = await Bench.StartAsync("Suspended");
        Assert.That(await bench.PutAsync("key"), Is.Null);
        Assert.That((await bench.SendAsync("HEAD", $"{Bench.Bucket}/key")).Header(Version), Is.EqualTo("null"));
    }

    [Test]
    public async Task A_redirect_is_not_copied()
    {
        const string Redirect = "x-amz-website-redirect-location";
        await using var bench = await Bench.StartAsync();
        await bench.PutAsync("key", new HeaderLine(Redirect, "/there"));
        await bench.CopyAsync("key", "copy");
        await bench.CopyAsync("key", "other", new HeaderLine(Redirect, "/elsewhere"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await bench.SendAsync("HEAD", $"{Bench.Bucket}/copy")).Header(Redirect), Is.Null);
            Assert.That((await bench.SendAsync("HEAD", $"{Bench.Bucket}/other")).Header(Redirect), Is.EqualTo("/elsewhere"));
        }
    }
}
