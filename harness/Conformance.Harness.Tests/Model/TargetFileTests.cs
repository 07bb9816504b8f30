using Conformance.Model;

namespace Conformance.Harness.Tests.Model;

/// <summary>Target files: what is shipped loads, and a mistake is named with its place.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class TargetFileTests
{
    private static IEnumerable<string> Shipped() => Directory.GetFiles(Repository.Targets, "*.yaml").Where(f => !f.EndsWith(".known.yaml", StringComparison.Ordinal));

    [TestCaseSource(nameof(Shipped))]
    public void Shipped_targets_load(string file) =>
        Assert.That(TargetFile.Load(file, Repository.Targets).Name, Is.EqualTo(Path.GetFileNameWithoutExtension(file)));

    [TestCaseSource(nameof(Shipped))]
    public void Shipped_targets_hold_no_secret(string file) =>
        Assert.That(File.ReadAllText(file), Does.Not.Match("(?i)secret(_|-)?key\\s*:"));

    [Test]
    public void Its_known_deviations_stand_beside_it()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("target.yaml", "name: sample\ntitle: A sample\nendpoint: http://127.0.0.1:1\nknown: sample.known.yaml\n");
        Assert.That(TargetFile.Load(file, Repository.Targets).Known, Is.EqualTo(Path.Combine(folder.Path, "sample.known.yaml")));
    }

    [TestCase("endpoint: http://127.0.0.1:1\nregoin: x", "target.yaml(4,", "unknown key \"regoin\"")]
    [TestCase("endpoint: http://127.0.0.1:1\nconcurrency: many", "target.yaml(4,", "has to be a whole number")]
    [TestCase("endpoint: 127.0.0.1", "target.yaml(3,", "has to match")]
    [TestCase("style: path", "target.yaml(", "exactly one of endpoint, peer and embedded")]
    [TestCase("endpoint: http://h:1\npeer: ceph", "target.yaml(", "exactly one of endpoint, peer and embedded")]
    public void A_mistake_is_named_with_its_place(string lines, string place, string mend)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("target.yaml", $"name: sample\ntitle: A sample\n{lines}\n");
        var error = Assert.Throws<ConfigurationException>(() => TargetFile.Load(file, Repository.Targets))!;
        Assert.That(error.Message, Does.Contain(place).And.Contain(mend));
    }

    [Test]
    public void Everything_that_a_file_can_say_is_read()
    {
        var target = Read("""
            endpoint: http://h:9000
            secureEndpoint: https://h:9443
            region: eu-central-1
            style: virtual
            dialect: jdcloud
            bucket: mine
            secondBucket: mine-too
            claims: [versioning, sse-c]
            concurrency: 3
            deadlineSeconds: 7
            trustAnyCertificate: true
            """);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((target.Name, target.Title, target.Endpoint, target.SecureEndpoint), Is.EqualTo(("sample", "A sample", new Uri("http://h:9000"), new Uri("https://h:9443"))));
            Assert.That((target.Region, target.Style, target.Dialect, target.Bucket, target.SecondBucket), Is.EqualTo(("eu-central-1", AddressingStyle.Virtual, Dialect.JdCloud, "mine", "mine-too")));
            Assert.That((target.Concurrency, target.DeadlineSeconds, target.TrustAnyCertificate, target.Embedded), Is.EqualTo((3, 7, true, false)));
            Assert.That(target.Claims, Is.EqualTo(new[] { "versioning", "sse-c" }));
        }
    }

    [Test]
    public void What_a_file_leaves_out()
    {
        var target = Read("embedded: true");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((target.Endpoint, target.SecureEndpoint, target.Peer, target.Region, target.Bucket, target.SecondBucket, target.Known), Is.EqualTo(((Uri?)null, (Uri?)null, (string?)null, (string?)null, (string?)null, (string?)null, (string?)null)));
            Assert.That((target.Style, target.Dialect, target.Concurrency, target.DeadlineSeconds, target.TrustAnyCertificate, target.Embedded), Is.EqualTo((AddressingStyle.Path, Dialect.Aws, 16, 30, false, true)));
            Assert.That(target.Claims, Is.Empty);
            Assert.That(Read("peer: ceph").Peer, Is.EqualTo("ceph"));
        }
    }

    private static TargetFile Read(string lines)
    {
        using var folder = new TemporaryFolder();
        return TargetFile.Load(folder.Write("target.yaml", $"name: sample\ntitle: A sample\n{lines}\n"), Repository.Targets);
    }
}
