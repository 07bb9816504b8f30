using System.Security.Cryptography;
using Conformance.Model;
using Conformance.Wire;

namespace Conformance.Harness.Tests.Model;

/// <summary>Customer keys and the header lines that carry them.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class CustomerKeyTests
{
    private static readonly CustomerKey One = new("one");

    [Test]
    public void A_key_has_32_bytes_of_its_own_and_the_md5_of_them()
    {
        var bytes = Convert.FromBase64String(One.Base64);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(bytes, Has.Length.EqualTo(32));
            Assert.That(One.Md5, Is.EqualTo(Convert.ToBase64String(MD5.HashData(bytes))));
            Assert.That(new CustomerKey("one").Base64, Is.EqualTo(One.Base64));
            Assert.That(new CustomerKey("two").Base64, Is.Not.EqualTo(One.Base64));
        }
    }

    [Test]
    public void The_three_lines() => Assert.That(One.Headers, Is.EqualTo(new[]
    {
        new HeaderLine("x-amz-server-side-encryption-customer-algorithm", "AES256"),
        new HeaderLine("x-amz-server-side-encryption-customer-key", One.Base64),
        new HeaderLine("x-amz-server-side-encryption-customer-key-MD5", One.Md5),
    }));

    [Test]
    public void The_three_lines_of_a_source()
    {
        Assert.That(One.SourceHeaders.Select(h => h.Name), Is.EqualTo(new[]
        {
            "x-amz-copy-source-server-side-encryption-customer-algorithm",
            "x-amz-copy-source-server-side-encryption-customer-key",
            "x-amz-copy-source-server-side-encryption-customer-key-MD5",
        }));
        Assert.That(CustomerKey.AsSource(One.Headers.Add(new HeaderLine("Content-Type", "text/plain"))), Is.EqualTo(One.SourceHeaders));
    }

    [Test]
    public void A_line_may_be_left_out() => Assert.That(
        CustomerKey.Lines(ofSource: true, "AES128", null, "x").Concat(CustomerKey.Lines(ofSource: false, null, "k", null)),
        Is.EqualTo(new[]
        {
            new HeaderLine("x-amz-copy-source-server-side-encryption-customer-algorithm", "AES128"),
            new HeaderLine("x-amz-copy-source-server-side-encryption-customer-key-MD5", "x"),
            new HeaderLine("x-amz-server-side-encryption-customer-key", "k"),
        }));

    [Test]
    public void Those_that_read_the_object_are_not_those_of_its_source() =>
        Assert.That(CustomerKey.In([.. One.SourceHeaders, new HeaderLine("x-amz-meta-a", "b"), .. One.Headers]), Is.EqualTo(One.Headers));

    [TestCase("x-amz-server-side-encryption-customer-algorithm", true)]
    [TestCase("X-Amz-Copy-Source-Server-Side-Encryption-Customer-Key", true)]
    [TestCase("x-amz-server-side-encryption", false)]
    public void Nothing_about_customer_keys_travels_in_the_clear(string name, bool expected) =>
        Assert.That(CustomerKey.IsIn([new HeaderLine("Host", "h"), new HeaderLine(name, "v")]), Is.EqualTo(expected));

    [TestCase("x-amz-server-side-encryption-customer-key", true)]
    [TestCase("X-Amz-Copy-Source-Server-Side-Encryption-Customer-Key ", true)]
    [TestCase("x-amz-server-side-encryption-customer-key-MD5", false)]
    public void Only_the_key_itself_is_secret(string name, bool expected) => Assert.That(CustomerKey.IsKey(name), Is.EqualTo(expected));
}
