using Conformance.Wire;

namespace Conformance.Harness.Tests.Wire;

/// <summary>Which requests an HTTP library carries exactly, and what it would do to the others.</summary>
public sealed class HttpFitTests
{
    private static readonly WireRequest Sound = new() { Method = "GET", Target = "/b/k?x=y", Headers = [new("Host", "[::1]:80"), new("X-A", "b c")] };

    [TestCase("GET")]
    [TestCase("HEAD")]
    [TestCase("DELETE")]
    [TestCase("OPTIONS")]
    public void Methods_without_content_fit(string method) => Assert.That(HttpFit.Misfit(Sound with { Method = method }), Is.Null);

    [TestCase("PUT")]
    [TestCase("POST")]
    public void Methods_with_content_fit_with_their_length(string method) =>
        Assert.That(HttpFit.Misfit((Sound with { Method = method }).With("Content-Length", "0")), Is.Null);

    [TestCase("get")]
    [TestCase("PATCH")]
    [TestCase("")]
    public void Other_methods_do_not(string method) =>
        Assert.That(HttpFit.Misfit(Sound with { Method = method }), Is.EqualTo($"it may respell the method {method} or give it a length"));

    [Test]
    public void What_the_library_writes_by_itself_does_not()
    {
        Assert.Multiple(() =>
        {
            Assert.That(HttpFit.Misfit(Sound with { OmitHost = true }), Is.EqualTo("it writes a Host line and CR LF"));
            Assert.That(HttpFit.Misfit(Sound with { LineEnding = "\n" }), Is.EqualTo("it writes a Host line and CR LF"));
            Assert.That(HttpFit.Misfit(Sound with { HoldsBody = true }), Is.EqualTo("it waits a while only, and then sends the body unasked"));
            Assert.That(HttpFit.Misfit(Sound with { HangsUp = true }), Is.EqualTo("it waits for the answer"));
        });
    }

    [TestCase("http://h/")]
    [TestCase("*")]
    [TestCase("/a b")]
    [TestCase("/a\\b")]
    [TestCase("/é")]
    [TestCase("/a\u007f", TestName = "A_target_with_a_delete_character")]
    public void Targets_not_in_origin_form_do_not(string target) =>
        Assert.That(HttpFit.Misfit(Sound with { Target = target }), Is.EqualTo("it wants a target in origin form, in printable ASCII"));

    [TestCase("Connection")]
    [TestCase("expect")]
    [TestCase("Keep-Alive")]
    [TestCase("Proxy-Connection")]
    [TestCase("TE")]
    [TestCase("Trailer")]
    [TestCase("Upgrade")]
    [TestCase("")]
    [TestCase("X A")]
    [TestCase("X:A")]
    public void Names_that_it_acts_on_or_refuses_do_not(string name) =>
        Assert.That(HttpFit.Misfit(Sound.With(name, "x")), Is.EqualTo($"it refuses or acts on the header name {name}"));

    [TestCase("a\rb")]
    [TestCase("a\nb")]
    [TestCase(" a")]
    [TestCase("a\t")]
    public void Values_that_it_trims_or_splits_do_not(string value) =>
        Assert.That(HttpFit.Misfit(Sound.With("X-B", value)), Is.EqualTo("it may change the line breaks or white space of X-B"));

    [Test]
    public void A_line_that_came_before_does_not() => Assert.That(HttpFit.Misfit(Sound.With("x-a", "c")), Is.EqualTo("it joins the lines of x-a into one"));

    [TestCase("Allow")]
    [TestCase("Content-Disposition")]
    [TestCase("Content-Encoding")]
    [TestCase("Content-Language")]
    [TestCase("Content-Location")]
    [TestCase("Content-MD5")]
    [TestCase("Content-Range")]
    [TestCase("content-type")]
    [TestCase("Expires")]
    [TestCase("Last-Modified")]
    public void Lines_of_the_content_need_content(string name)
    {
        Assert.Multiple(() =>
        {
            Assert.That(HttpFit.IsContentHeader(name), Is.True);
            Assert.That(HttpFit.Misfit(Sound.With(name, "x")), Is.EqualTo($"it sends {name} with a body only"));
            Assert.That(HttpFit.Misfit(Sound.With("Content-Length", "1").With(name, "x") with { Body = new byte[1] }), Is.Null);
            Assert.That(HttpFit.Misfit((Sound with { Method = "POST" }).With("Content-Length", "0").With(name, "x")), Is.Null);
        });
    }

    [TestCase("")]
    [TestCase("a b")]
    [TestCase("h/x")]
    public void A_host_that_it_would_check_does_not(string host) =>
        Assert.That(HttpFit.Misfit(Sound with { Headers = [new("host", host)] }), Is.EqualTo("it checks the Host line"));

    [Test]
    public void Framing_has_to_be_what_the_library_would_write()
    {
        var chunked = Sound with { Method = "PUT", Framing = BodyFraming.Chunked, Body = new byte[3] };
        var plain = Sound with { Method = "PUT", Body = new byte[3] };
        Assert.Multiple(() =>
        {
            Assert.That(HttpFit.Misfit(chunked.With("Transfer-Encoding", "chunked")), Is.Null);
            Assert.That(HttpFit.Misfit(plain.With("Content-Length", "3")), Is.Null);
            foreach (var odd in new[]
            {
                chunked, chunked.With("Transfer-Encoding", "gzip"), chunked.With("Transfer-Encoding", "chunked").With("Content-Length", "3"), plain, plain.With("Content-Length", "4"),
                plain.With("Transfer-Encoding", "chunked"), Sound.With("Content-Length", "1"),
            })
            {
                Assert.That(HttpFit.Misfit(odd), Is.EqualTo("it frames the body by itself"), string.Join(", ", odd.Headers));
            }
        });
    }

    [Test]
    public void A_large_body_is_carried_by_hand()
    {
        const int Most = 64 * 1024;
        WireRequest Of(int size) => (Sound with { Method = "PUT", Body = new byte[size] }).With("Content-Length", $"{size}");
        Assert.That(HttpFit.IsPreferred(Of(Most)), Is.True);
        Assert.That(HttpFit.IsPreferred(Of(Most + 1)), Is.False);
        Assert.That(HttpFit.IsPreferred(Of(1) with { Target = "*" }), Is.False);
    }
}
