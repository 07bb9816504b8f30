using Conformance.Wire;

namespace Conformance.Harness.Tests.Embedded;

/// <summary>What suites of others set up on buckets: ownership controls, the public access block, policies; and who owns what is listed.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class BucketSettingTests
{
    private const string Enforced = "<OwnershipControls><Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule></OwnershipControls>";
    private const string Block = "<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls></PublicAccessBlockConfiguration>";
    private const string Policy = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";

    private static readonly HeaderLine PublicRead = new("x-amz-acl", "public-read");

    [TestCase("ownershipControls", Enforced, 200, "OwnershipControlsNotFoundError", "ObjectOwnership>BucketOwnerEnforced<")]
    [TestCase("publicAccessBlock", Block, 200, "NoSuchPublicAccessBlockConfiguration", "RestrictPublicBuckets>false<")]
    [TestCase("policy", Policy, 204, "NoSuchBucketPolicy", Policy)]
    public async Task It_is_stored_returned_and_deleted(string name, string document, int stored, string absent, string shows)
    {
        await using var bench = await Bench.StartAsync();
        var target = $"{Bench.Bucket}?{name}";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Bench.Words(await bench.SendAsync("GET", target)), Is.EqualTo($"404 {absent}"));
            Assert.That((await bench.SendAsync("PUT", target, document)).Status, Is.EqualTo(stored));
            Assert.That(System.Text.Encoding.UTF8.GetString((await bench.SendAsync("GET", target)).Body.Bytes.AsSpan()), Does.Contain(shows));
            Assert.That(Bench.Words(await bench.SendAsStrangerAsync("GET", target)), Is.EqualTo("403 AccessDenied"));
            Assert.That((await bench.SendAsync("DELETE", target)).Status, Is.EqualTo(204));
            Assert.That(Bench.Words(await bench.SendAsync("GET", target)), Is.EqualTo($"404 {absent}"));
        }
    }

    [TestCase("ownershipControls", "<OwnershipControls><Rule><ObjectOwnership>Nobody</ObjectOwnership></Rule></OwnershipControls>", "MalformedXML")]
    [TestCase("publicAccessBlock", "<PublicAccessBlockConfiguration><BlockPublicAcls>maybe</BlockPublicAcls></PublicAccessBlockConfiguration>", "MalformedXML")]
    [TestCase("policy", "no json", "MalformedPolicy")]
    [TestCase("policy", "[]", "MalformedPolicy")]
    [TestCase("policy", "{}", "MalformedPolicy")]
    public async Task A_document_that_is_none_is_refused(string name, string document, string code)
    {
        await using var bench = await Bench.StartAsync();
        Assert.That(Bench.Words(await bench.SendAsync("PUT", $"{Bench.Bucket}?{name}", document)), Is.EqualTo($"400 {code}"));
    }

    [Test]
    public async Task Where_the_owner_is_enforced_lists_are_refused_and_mean_nothing()
    {
        await using var bench = await Bench.StartAsync();
        await bench.PutAsync("open", PublicRead);
        Assert.That((await bench.SendAsStrangerAsync("GET", $"{Bench.Bucket}/open")).Status, Is.EqualTo(200));
        await bench.SendAsync("PUT", $"{Bench.Bucket}?ownershipControls", Enforced);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await bench.SendAsStrangerAsync("GET", $"{Bench.Bucket}/open")).Status, Is.EqualTo(403));
            Assert.That(Bench.Words(await bench.SendAsync("PUT", $"{Bench.Bucket}/more", "", PublicRead)), Is.EqualTo("400 AccessControlListNotSupported"));
            Assert.That(Bench.Words(await bench.SendAsync("PUT", $"{Bench.Bucket}?acl", "", PublicRead)), Is.EqualTo("400 AccessControlListNotSupported"));
            Assert.That((await bench.SendAsync("PUT", $"{Bench.Bucket}/more", "", new HeaderLine("x-amz-acl", "bucket-owner-full-control"))).Status, Is.EqualTo(200));
        }
    }

    [Test]
    public async Task A_bucket_with_an_open_list_cannot_enforce_its_owner()
    {
        await using var bench = await Bench.StartAsync();
        await bench.SendAsync("PUT", $"{Bench.Bucket}?acl", "", PublicRead);
        Assert.That(Bench.Words(await bench.SendAsync("PUT", $"{Bench.Bucket}?ownershipControls", Enforced)), Is.EqualTo("400 InvalidBucketAclWithObjectOwnership"));
    }

    [Test]
    public async Task Public_lists_are_blocked_and_ignored_while_the_block_says_so()
    {
        await using var bench = await Bench.StartAsync();
        await bench.PutAsync("open", PublicRead);
        await bench.SendAsync("PUT", $"{Bench.Bucket}?publicAccessBlock", Block);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await bench.SendAsStrangerAsync("GET", $"{Bench.Bucket}/open")).Status, Is.EqualTo(403));
            Assert.That(Bench.Words(await bench.SendAsync("PUT", $"{Bench.Bucket}/more", "", PublicRead)), Is.EqualTo("403 AccessDenied"));
        }

        await bench.SendAsync("DELETE", $"{Bench.Bucket}?publicAccessBlock");
        Assert.That((await bench.SendAsStrangerAsync("GET", $"{Bench.Bucket}/open")).Status, Is.EqualTo(200));
    }

    [TestCase("", "ListBuckets")]
    [TestCase($"{Bench.Bucket}", "ListObjects")]
    [TestCase($"{Bench.Bucket}?versions", "ListObjectVersions")]
    [TestCase($"{Bench.Bucket}?acl", "GetBucketAcl")]
    [TestCase($"{Bench.Bucket}?uploads", "ListMultipartUploads")]
    public async Task An_owner_has_an_id_and_no_name(string target, string operation)
    {
        await using var bench = await Bench.StartAsync();
        await bench.PutAsync("key");
        await bench.SendAsync("POST", $"{Bench.Bucket}/key?uploads");
        var answer = await bench.SendAsync("GET", target.Length == 0 ? "/" : target);
        Assert.That(Bench.Elements(answer, "Owner").Select(o => string.Join(',', o.Elements().Select(e => e.Name.LocalName))), Is.EqualTo(new[] { "ID" }), operation);
    }
}
