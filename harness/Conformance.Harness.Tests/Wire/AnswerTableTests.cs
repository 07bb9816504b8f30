using System.Text;
using Conformance.Wire;

namespace Conformance.Harness.Tests.Wire;

/// <summary>What the reader says of answers, word for word: fate and reason, notes, whether the connection is kept, and the bytes of the body.</summary>
public sealed class AnswerTableTests
{
    private const int MostBody = 40;
    private const int MostHead = 200;
    private const string Chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    public static IEnumerable<TestCaseData> Rows() => Table().Select((r, i) => new TestCaseData(r.Answer, r.Expected).SetArgDisplayNames($"row_{i + 1}"));

    [TestCaseSource(nameof(Rows))]
    public async Task An_answer_is_read_as_it_stands(string answer, string expected) => Assert.That(await ReadAsync(answer), Is.EqualTo(expected));

    [Test]
    public async Task A_line_of_the_framing_has_a_bound()
    {
        var line = new string('a', 16 * 1024);
        Assert.That(await ReadAsync($"{Chunked}1;{line[2..]}\r\nx\r\n0\r\n\r\n", MostBody, 1 << 20), Does.StartWith("TooLarge: A line of the chunked framing is longer than 16384 bytes"));
        Assert.That(await ReadAsync($"{Chunked}1;{line}", MostBody, 1 << 20), Does.StartWith("TooLarge: A line of the chunked framing is longer than 16384 bytes"));
        Assert.That(await ReadAsync($"{Chunked}1;{line[3..]}\r\nx\r\n0\r\n\r\n", MostBody, 1 << 20), Is.EqualTo("complete; chunk extension; kept; x"));
    }

    private static IEnumerable<(string Answer, string Expected)> Table()
    {
        const string Body = "0123456789012345678901234567890123456789";
        yield return ($"{Chunked}28\r\n{Body}\r\n0\r\n\r\n", "complete; kept; 0123456789012345678901234567890123456789");
        yield return ($"{Chunked}29\r\n{Body}x\r\n0\r\n\r\n", "TooLarge: The response body is larger than 40 bytes.; not kept; ");
        yield return ($"{Chunked}28\r\n{Body}\r\n1\r\nx\r\n0\r\n\r\n", "TooLarge: The response body is larger than 40 bytes.; not kept; 0123456789012345678901234567890123456789");
        yield return ($"{Chunked};x\r\n0\r\n\r\n", "NotHttp: A chunk size is not a number: \";x\".; not kept; ");
        yield return ($"{Chunked}1x\r\ny\r\n0\r\n\r\n", "NotHttp: A chunk size is not a number: \"1x\".; not kept; ");
        yield return ($"{Chunked}\r\n", "NotHttp: A chunk size is not a number: \"\".; not kept; ");
        yield return ($"{Chunked} 1 \r\nx\r\n0\r\n\r\n", "complete; kept; x");
        yield return ($"{Chunked}1;a=b\r\nx\r\n0;c\r\n\r\n", "complete; chunk extension; kept; x");
        yield return ($"{Chunked}-1\r\n", "NotHttp: A chunk size is not a number: \"-1\".; not kept; ");
        yield return ($"{Chunked}8000000000000000\r\n", "NotHttp: A chunk size is not a number: \"8000000000000000\".; not kept; ");
        yield return ($"{Chunked}0\r\nno name\r\n\r\n", "NotHttp: A trailer line has no name: \"no name\".; not kept; ");
        yield return ($"{Chunked}0\r\n: x\r\n\r\n", "NotHttp: A trailer line has no name: \": x\".; not kept; ");
        yield return ($"{Chunked}0\r\nA: 1\r\nB: 2\r\n\r\n", "complete; trailer A: 1; trailer B: 2; kept; ");
        yield return ($"{Chunked}1\nx\n0\n\n", "complete; bare line feed in the chunked framing; kept; x");
        yield return ($"{Chunked}1\r\nxy\r\n0\r\n\r\n", "NotHttp: A chunk of 1 bytes is followed by \"y\".; not kept; x");
        yield return ($"{Chunked}1\r\nx", "ClosedEarly: The connection ended before the last chunk.; not kept; x");
        yield return ($"{Chunked}\n", "NotHttp: A chunk size is not a number: \"\".; bare line feed in the chunked framing; not kept; ");
        yield return ("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\nx", "complete; kept; x");
        yield return ("HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx", "complete; not kept; x");
        yield return ("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx", "complete; not kept; x");
        yield return ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx", "complete; kept; x");
        yield return ("HTTP/1.1 200 OK\r\n\r\nx", "complete; not kept; x");
        yield return ("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n", "complete; transfer coding gzip, chunked left as it is; kept; x");
        yield return ("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nxyz", "complete; transfer coding gzip without chunked; not kept; xyz");
        yield return ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, gzip\r\n\r\n", "NotHttp: Transfer-Encoding has something after chunked: chunked, gzip.; not kept; ");
        yield return ("HTTP/1.1 200 OK\r\nTransfer-Encoding: , chunked ,\r\n\r\n0\r\n\r\n", "complete; kept; ");
        yield return ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", "complete; both Content-Length and Transfer-Encoding; not kept; ");
        yield return ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "NotHttp: Transfer-Encoding has something after chunked: chunked,chunked.; not kept; ");
        yield return ("HTTP/1.1 204 No Content\r\n\r\n", "complete; kept; ");
        yield return ("HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n", "complete; kept; ");
        yield return ("HTTP/1.1 101 Switching\r\n\r\nraw", "complete; 3 bytes after the answer: \"raw\"; not kept; ");
        yield return ("HTTP/1.1 200 OK\r\nContent-Length: 1, 1\r\n\r\nx", "complete; Content-Length repeated; kept; x");
        yield return ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx", "NotHttp: Two lengths contradict each other: 1 and 2.; not kept; ");
        yield return ("HTTP/1.1 200 OK\r\nContent-Length: +1\r\n\r\nx", "NotHttp: Content-Length is not a number: \"+1\".; not kept; ");
        yield return ($"HTTP/1.1 200 OK\r\nContent-Length: 41\r\n\r\n{Body}x", "TooLarge: The response body of 41 bytes is larger than 40.; not kept; ");
        yield return ($"HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n{Body}", "complete; kept; 0123456789012345678901234567890123456789");
        yield return ("HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n", "NotHttp: Content-Length is not a number: \"\".; not kept; ");
        yield return (" HTTP/1.1 200 OK\r\n\r\n", "NotHttp: The answer is not HTTP/1: \" HTTP/1.1 200 OK\\x0d\\x0a\\x0d\\x0a\".; not kept; ");
        yield return ("HTTP/2.0 200 OK\r\n\r\n", "NotHttp: The answer is not HTTP/1: \"HTTP/2.0 200 OK\\x0d\\x0a\\x0d\\x0a\".; not kept; ");
        yield return ("HTTP/1.x 200 OK\r\n\r\n", "NotHttp: The answer does not start with an HTTP/1 status line: \"HTTP/1.x 200 OK\".; not kept; ");
        yield return ("HTTP/1.1-200 OK\r\n\r\n", "NotHttp: The answer does not start with an HTTP/1 status line: \"HTTP/1.1-200 OK\".; not kept; ");
        yield return ("HTTP/1.1 20\r\n\r\n", "NotHttp: The answer does not start with an HTTP/1 status line: \"HTTP/1.1 20\".; not kept; ");
        yield return ("HTTP/1.1 2x0 OK\r\n\r\n", "NotHttp: The status code is not three digits: \"HTTP/1.1 2x0 OK\".; not kept; ");
        yield return ("HTTP/1.1 2000\r\n\r\n", "NotHttp: The status code is not three digits: \"HTTP/1.1 2000\".; not kept; ");
        yield return ("SSH-2.0-\u0001\u007f\u00e9 ~\r\n\r\n", "NotHttp: The answer is not HTTP/1: \"SSH-2.0-\\x01\\x7f\\xe9 ~\\x0d\\x0a\\x0d\\x0a\".; not kept; ");
        yield return ("HTTP/1.1 200\r\n\r\n", "complete; not kept; ");
        yield return ("HTTP/1.1 200 OK\r\n A: b\r\n\r\n", "NotHttp: White space comes before the first header line.; not kept; ");
        yield return ("HTTP/1.1 200 OK\r\nA b\r\n\r\n", "NotHttp: A header line has no name: \"A b\".; not kept; ");
        yield return ("HTTP/1.1 200 OK\r\n: b\r\n\r\n", "NotHttp: A header line has no name: \": b\".; not kept; ");
        yield return ("HTTP/1.1 200 OK\r\nA : b\r\n\r\n", "complete; not kept; ");
        yield return ("HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n", "complete; not kept; ");
        yield return ("HTTP/1.1 200 OK\nA: b\n\n", "complete; not kept; ");
        yield return ($"HTTP/1.1 200 OK\r\nA: {new string('x', 200)}\r\n\r\n", "TooLarge: The response head is larger than 200 bytes.; not kept; ");
        yield return ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "complete; interim answer 100; kept; ");
        yield return ("HTTP/1.1 100 Continue\r\n\r\n", "ClosedEarly: The connection ended without an answer.; interim answer 100; not kept; ");
        yield return ("", "ClosedEarly: The connection ended without an answer.; not kept; ");
        yield return ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nx", "ClosedEarly: The connection ended 1 bytes before the body was whole.; not kept; x");
        yield return ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxmore", "complete; 4 bytes after the answer: \"more\"; not kept; x");
    }

    private static async Task<string> ReadAsync(string answer, int body = MostBody, int head = MostHead)
    {
        using var stream = new MemoryStream(Encoding.Latin1.GetBytes(answer), writable: false);
        using var connection = new RawConnection(stream, 1);
        using var copy = new MemoryStream();
        using var capture = new BodyCapture(1 << 16, copy);
        var reader = new ResponseReader(connection, new Limits { MaxBodyBytes = body, MaxHeadBytes = head }, "GET", capture);
        string fate;
        try
        {
            await reader.ReadAsync();
            fate = "complete";
        }
        catch (ResponseException e)
        {
            fate = $"{e.Fate}: {e.Message}";
        }

        return string.Join("; ", reader.Notes.Prepend(fate).Append(reader.KeepsConnection ? "kept" : "not kept").Append(Encoding.Latin1.GetString(copy.ToArray())));
    }
}
