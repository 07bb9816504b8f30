using System.Text.Json;
using Conformance.Wire;
using NUnit.Framework;

namespace Conformance.Harness.Tests.Wire;

/// <summary>Bodies within the JSON of an exchange: what is text, and what is said of what is neither text nor base64.</summary>
[TestFixture]
public sealed class BytesJsonTests
{
    private const string Given = "{\"text\":\"body\"}";

    [TestCase(new byte[] { 0xC2, 0x80 }, false)]
    [TestCase(new byte[] { 0xC2, 0x9F }, false)]
    [TestCase(new byte[] { 0xC2, 0xA0 }, true)]
    [TestCase(new byte[] { 0xC2, 0xA0, 0xC2, 0x85 }, false)]
    [TestCase(new byte[] { 0xC2, 0xA0, 0x41, 0xC2, 0x85 }, false)]
    [TestCase(new byte[] { 0xC2, 0xA0, 0x41, 0xC2, 0xA0 }, true)]
    [TestCase(new byte[] { 0x41, 0xC2, 0xA0, 0x41, 0x41, 0x41, 0xC2, 0x85 }, false)]
    public void Control_characters_beyond_ascii_are_no_text_wherever_they_stand(byte[] bytes, bool isText) =>
        Assert.That(BytesJsonConverter.IsPrintable(bytes), Is.EqualTo(isText));

    [TestCase("7", "Bytes are an object with either text or base64.")]
    [TestCase("\"body\"", "Bytes are an object with either text or base64.")]
    [TestCase("{}", "Bytes are an object with either text or base64.")]
    [TestCase("{\"other\":\"body\"}", "Bytes are an object with either text or base64.")]
    [TestCase("{\"text\":7}", "The value of text or base64 is a string.")]
    [TestCase("{\"base64\":null}", "The value of text or base64 is a string.")]
    [TestCase("{\"text\":[]}", "The value of text or base64 is a string.")]
    [TestCase("{\"base64\":\"%\"}", "The value of base64 is not base64.")]
    [TestCase("{\"text\":\"a\",\"text\":\"b\"}", "Bytes have one property only.")]
    [TestCase("{\"base64\":\"AAAA\",\"text\":\"b\"}", "Bytes have one property only.")]
    public void What_is_wrong_is_said_in_a_sentence(string bytes, string sentence)
    {
        var json = ExchangeJson.Serialize(Sample());
        Assert.That(json, Does.Contain(Given));
        Assert.That(
            () => ExchangeJson.Deserialize(json.Replace(Given, bytes, StringComparison.Ordinal)),
            Throws.InstanceOf<JsonException>().With.Message.StartsWith(sentence));
    }

    [TestCase("null")]
    [TestCase("{0}", "\"owner\":\"case\"", "\"owner\":null")]
    [TestCase("{0}", "\"md5\":\"m\"", "\"md5\":null")]
    public void Exchange_without_a_required_part_is_said_to_be_none(string form, string part = "", string missing = "")
    {
        var json = ExchangeJson.Serialize(Sample());
        var damaged = form == "null" ? form : json.Replace(part, missing, StringComparison.Ordinal);
        Assert.That(damaged, Is.Not.EqualTo(json));
        Assert.That(
            () => ExchangeJson.Deserialize(damaged),
            Throws.InstanceOf<JsonException>().With.Message.StartsWith("The JSON is not an exchange: a required part is null."));
    }

    [Test]
    public void Bytes_never_given_are_written_as_none()
    {
        var sample = Sample();
        var unset = sample with { Response = sample.Response! with { Body = sample.Response.Body with { Bytes = default } } };
        Assert.That(ExchangeJson.Serialize(unset), Does.Contain("{\"text\":\"\"}"));
    }

    [Test]
    public void No_body_has_the_digest_of_nothing() =>
        Assert.That(RecordedBody.Empty.Md5, Is.EqualTo(Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData([]))));

    [Test]
    public void Header_that_did_not_come_has_no_value() => Assert.That(Sample().Response!.Header("ETag"), Is.Null);

    private static Exchange Sample() => new()
    {
        Sequence = 1,
        Label = WireTesting.Label,
        Carrier = Carrier.Http,
        StartedAt = DateTimeOffset.UnixEpoch,
        DurationMs = 1,
        Fate = Fate.Complete,
        Request = new RecordedRequest { Head = "GET / HTTP/1.1\r\n", Method = "GET", Target = "/", Body = RecordedBody.Empty with { Bytes = [1] } },
        Response = new RecordedResponse
        {
            Status = 200,
            Head = "HTTP/1.1 200 OK\r\n",
            Headers = [],
            Body = new RecordedBody { Length = 4, Bytes = [.. "body"u8], Md5 = "m" },
        },
    };
}
