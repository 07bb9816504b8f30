using Conformance.Wire;

namespace Conformance.Harness.Tests.Embedded;

/// <summary>
/// Version ids that were never issued and versions that are gone, as recorded on AWS (localstack, test_s3_api.py: test_delete_object_versioned,
/// test_delete_objects, test_get_object_with_version_unversioned_bucket), and as DeleteObjects documents of what is not found.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class VersionIdTests
{
    private const string NeverIssued = "HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD";

    [Test]
    public async Task An_id_never_issued_is_an_invalid_argument([Values(null, "Enabled", "Suspended")] string? versioning, [Values("GET", "HEAD", "DELETE")] string method)
    {
        await using var bench = await Bench.StartAsync(versioning);
        await bench.PutAsync("key");
        var answer = await bench.SendAsync(method, $"{Bench.Bucket}/key?versionId={NeverIssued}");
        Assert.That(Bench.Words(answer), Is.EqualTo(method == "HEAD" ? "400" : "400 InvalidArgument"));
    }

    [Test]
    public async Task An_altered_id_was_never_issued()
    {
        await using var bench = await Bench.StartAsync("Enabled");
        var id = await bench.PutAsync("key");
        var answer = await bench.SendAsync("DELETE", $"{Bench.Bucket}/key?versionId={id![..^4]}ABCD");
        Assert.That(Bench.Words(answer), Is.EqualTo("400 InvalidArgument"));
    }

    [Test]
    public async Task A_version_that_is_gone_is_deleted_again()
    {
        await using var bench = await Bench.StartAsync("Enabled");
        var id = await bench.PutAsync("key");
        var target = $"{Bench.Bucket}/key?versionId={id}";
        await bench.SendAsync("DELETE", target);
        var again = await bench.SendAsync("DELETE", target);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(again.Status, Is.EqualTo(204));
            Assert.That(again.Header("x-amz-version-id"), Is.EqualTo(id));
            Assert.That(Bench.Words(await bench.SendAsync("GET", target)), Is.EqualTo("404 NoSuchVersion"));
        }
    }

    [Test]
    public async Task A_list_names_an_id_never_issued_as_error_and_one_that_is_gone_as_deleted([Values(null, "Enabled")] string? versioning)
    {
        await using var issuing = await Bench.StartAsync("Enabled");
        var id = await issuing.PutAsync("gone");
        await using var bench = await Bench.StartAsync(versioning);
        var list = $"<Delete><Object><Key>gone</Key><VersionId>{id}</VersionId></Object><Object><Key>never</Key><VersionId>{NeverIssued}</VersionId></Object></Delete>";
        var answer = await bench.SendAsync("POST", $"{Bench.Bucket}?delete", list);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Bench.Elements(answer, "Deleted").Select(e => e.Value), Is.EqualTo(new[] { $"gone{id}" }));
            Assert.That(Bench.Elements(answer, "Error").Select(e => e.Elements().First().Value), Is.EqualTo(new[] { "never" }));
            Assert.That(Bench.Text(answer, "Code"), Is.EqualTo("NoSuchVersion"));
        }
    }

    [Test]
    public async Task A_copy_of_an_id_never_issued_is_an_invalid_request_and_of_another_key_no_such_version()
    {
        await using var bench = await Bench.StartAsync("Enabled");
        await bench.PutAsync("key");
        var other = await bench.PutAsync("other");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Bench.Words(await bench.CopyAsync($"key?versionId={NeverIssued}", "copy")), Is.EqualTo("400 InvalidRequest"));
            Assert.That(Bench.Words(await bench.CopyAsync($"key?versionId={other}", "copy")), Is.EqualTo("404 NoSuchVersion"));
        }
    }

    [TestCase("PUT", "", "")]
    [TestCase("PUT", "x-amz-copy-source", "/truths/key")]
    public async Task A_write_names_no_version(string method, string header, string value)
    {
        await using var bench = await Bench.StartAsync("Enabled");
        var id = await bench.PutAsync("key");
        HeaderLine[] headers = header.Length == 0 ? [] : [new HeaderLine(header, value)];
        foreach (var versionId in new[] { "", "abc", id })
        {
            var answer = await bench.SendAsync(method, $"{Bench.Bucket}/other?versionId={versionId}", "", headers);
            Assert.That(Bench.Words(answer), Is.EqualTo("400 InvalidArgument"), versionId);
            Assert.That(Bench.Text(answer, "Message"), Is.EqualTo("This operation does not accept a version-id."));
        }
    }

    [Test]
    public async Task What_is_listed_twice_is_deleted_once()
    {
        await using var bench = await Bench.StartAsync("Enabled");
        await bench.PutAsync("key");
        var answer = await bench.SendAsync("POST", $"{Bench.Bucket}?delete", "<Delete><Object><Key>key</Key></Object><Object><Key>key</Key></Object></Delete>");
        var versions = await bench.SendAsync("GET", $"{Bench.Bucket}?versions");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Bench.Elements(answer, "Deleted").Count(), Is.EqualTo(1));
            Assert.That(Bench.Elements(versions, "DeleteMarker").Count(), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task A_change_meets_the_delete_marker_where_a_read_finds_nothing()
    {
        await using var bench = await Bench.StartAsync("Enabled");
        await bench.PutAsync("key");
        await bench.SendAsync("DELETE", $"{Bench.Bucket}/key");
        var put = await bench.SendAsync("PUT", $"{Bench.Bucket}/key?acl", "", new HeaderLine("x-amz-acl", "private"));
        var get = await bench.SendAsync("GET", $"{Bench.Bucket}/key?acl");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((Bench.Words(put), put.Header("Allow"), put.Header("x-amz-delete-marker")), Is.EqualTo(("405 MethodNotAllowed", "DELETE", (string?)null)));
            Assert.That((Bench.Words(get), get.Header("x-amz-delete-marker")), Is.EqualTo(("404 NoSuchKey", "true")));
        }
    }
}
