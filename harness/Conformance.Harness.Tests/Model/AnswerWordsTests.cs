using Conformance.Model;

namespace Conformance.Harness.Tests.Model;

/// <summary>What single answers say, on scenes written by hand: codes and their statuses, encoded words in headers, markers of a page.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class AnswerWordsTests
{
    // The API Reference, "Error responses", and the error list of JD Cloud where it has another status.
    [TestCase(400, "AuthorizationHeaderMalformed", "AuthorizationQueryParametersError", "BadDigest", "EntityTooSmall", "InvalidArgument", "InvalidBucketName", "InvalidDigest", "InvalidPart")]
    [TestCase(400, "InvalidPartOrder", "InvalidRequest", "InvalidURI", "KeyTooLongError", "MalformedXML", "XAmzContentSHA256Mismatch")]
    [TestCase(403, "AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch")]
    [TestCase(404, "NoSuchBucket", "NoSuchKey", "NoSuchUpload")]
    [TestCase(405, "MethodNotAllowed")]
    [TestCase(409, "BucketNotEmpty")]
    [TestCase(412, "PreconditionFailed")]
    [TestCase(416, "InvalidRange")]
    [TestCase(501, "NotImplemented")]
    public void A_code_comes_with_its_status(int status, params string[] codes)
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var code in codes)
            {
                foreach (var dialect in Enum.GetValues<Dialect>())
                {
                    Assert.That(OfCode(status, code, dialect), Is.EqualTo(Outcome.Held), $"{code} {dialect}");
                    Assert.That(OfCode(418, code, dialect), Is.EqualTo(Outcome.Failed), $"{code} {dialect}");
                }
            }
        }
    }

    [TestCase("EntityTooLarge", 400, 413)]
    [TestCase("MissingContentLength", 411, 400)]
    public void Two_codes_have_another_status_at_JD_Cloud(string code, int aws, int jd)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(OfCode(aws, code, Dialect.Aws), Is.EqualTo(Outcome.Held));
            Assert.That(OfCode(jd, code, Dialect.Aws), Is.EqualTo(Outcome.Failed));
            Assert.That(OfCode(jd, code, Dialect.JdCloud), Is.EqualTo(Outcome.Held));
            Assert.That(OfCode(aws, code, Dialect.JdCloud), Is.EqualTo(Outcome.Failed));
        }
    }

    // JD Cloud contradicts itself about it.
    [TestCase(Dialect.Aws, 400, Outcome.Failed)]
    [TestCase(Dialect.Aws, 403, Outcome.Held)]
    [TestCase(Dialect.JdCloud, 400, Outcome.NotApplicable)]
    [TestCase(Dialect.JdCloud, 403, Outcome.NotApplicable)]
    public void The_status_of_a_skew_is_open_at_JD_Cloud(Dialect dialect, int status, Outcome expected) => Assert.That(OfCode(status, "RequestTimeTooSkewed", dialect), Is.EqualTo(expected));

    // RFC 2047, section 4: B is base64, Q has codes and an underscore for a blank.
    [TestCase("caf\u00e9 x", Outcome.Held)]
    [TestCase("caf\u00c3\u00a9 x", Outcome.Held, Description = "UTF-8 read as Latin-1")]
    [TestCase("=?UTF-8?B?Y2Fmw6kgeA==?=", Outcome.Held)]
    [TestCase("=?utf-8?b?Y2Fmw6kgeA==?=", Outcome.Held)]
    [TestCase("=?UTF-8?Q?caf=C3=A9_x?=", Outcome.Held)]
    [TestCase("=?ISO-8859-1?Q?caf=E9_x?=", Outcome.Held)]
    [TestCase("=?UTF-8?Q?caf?= =?UTF-8?Q?=C3=A9_x?=", Outcome.Held)]
    [TestCase("=?UTF-8?Q?caf=C3=A9-x?=", Outcome.Failed)]
    [TestCase("=?UTF-8?Q?caf=C3=A9_x=?=", Outcome.Failed)]
    [TestCase("=?UTF-8?Q?caf=ZZ_x?=", Outcome.Failed)]
    [TestCase("=?UTF-8?B?????=", Outcome.Failed)]
    [TestCase("caf? x", Outcome.Failed)]
    public void A_header_reads_as_it_stands_or_as_an_encoded_word(string value, Outcome expected) =>
        Assert.That(
            new Scene().Add(Steps.When, header: ("x-amz-meta-a", value)).Judge(Check.HeaderReads("x-amz-meta-a", "caf\u00e9 x")).Outcome,
            Is.EqualTo(expected));

    [TestCase("<R><IsTruncated>true</IsTruncated><NextKeyMarker>a b</NextKeyMarker><NextUploadIdMarker>u</NextUploadIdMarker></R>", "key-marker=a%20b&upload-id-marker=u")]
    [TestCase("<R><IsTruncated>true</IsTruncated><NextKeyMarker>a%2Bb+c</NextKeyMarker></R>", "key-marker=a%252Bb%2Bc")]
    [TestCase("<R><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated><NextKeyMarker>a%2Bb+c</NextKeyMarker></R>", "key-marker=a%2Bb%20c")]
    [TestCase("<R><IsTruncated>true</IsTruncated><NextKeyMarker/><NextUploadIdMarker>u</NextUploadIdMarker></R>", "upload-id-marker=u")]
    [TestCase("<R><IsTruncated>true</IsTruncated><NextKeyMarker/></R>", null)]
    [TestCase("<R><IsTruncated>false</IsTruncated><NextKeyMarker>a</NextKeyMarker></R>", null)]
    [TestCase("<R><NextKeyMarker>a</NextKeyMarker></R>", null)]
    [TestCase("no XML", null)]
    public void The_next_page_begins_behind_the_markers_of_this_one(string page, string? query)
    {
        var pages = new Pages("pages", new ListMultipartUploadsRequest(), [("NextKeyMarker", "key-marker"), ("NextUploadIdMarker", "upload-id-marker")], 5);
        Assert.That(pages.Next(new Scene().Add(Steps.When, body: page).Last), Is.EqualTo(query));
        Assert.That(pages.Next(new Scene().Add(Steps.When, 500, page).Last), Is.Null);
    }

    private static Outcome OfCode(int status, string code, Dialect dialect) =>
        new Scene().Add(Steps.When, status, $"<Error><Code>{code}</Code></Error>").Judge(Check.CodeAgreesWithStatus(), dialect).Outcome;
}
