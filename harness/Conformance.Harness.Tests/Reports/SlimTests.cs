using Conformance.Reports.Html;

namespace Conformance.Harness.Tests.Reports;

/// <summary>What HTML allows to be left out is left out, and nothing else.</summary>
public sealed class SlimTests
{
    [TestCase("<a href=\"#case/a-b\" class=\"x\">t</a>", "<a href=#case/a-b class=x>t</a>")]
    [TestCase("<a class=\"x y\" aria-label=\"\" href=\"#?v=pass\">t</a>", "<a class=\"x y\" aria-label=\"\" href=\"#?v=pass\">t</a>")]
    [TestCase("<input id=\"q\" type=\"search\" />", "<input id=q type=search />")]
    [TestCase("<img alt=\"q\"/>", "<img alt=\"q\"/>")]
    [TestCase("<table><tr><th>a</th><td>b</td></tr></table>", "<table><tr><th>a<td>b</table>")]
    [TestCase("<tr><td>a</td> <td>b</td></tr>", "<tr><td>a</td> <td>b</tr>")]
    [TestCase("<p>a</p><ul><li>b</li><li>c</li></ul>", "<p>a<ul><li>b<li>c</ul>")]
    [TestCase("<p>a</p><b>c</b>", "<p>a</p><b>c</b>")]
    [TestCase("<p>say =&quot;b&quot;&gt;</p>", "<p>say =&quot;b&quot;&gt;</p>")]
    [TestCase("<style>a[b=\"c\"] {}</td><td></style><script id=\"a\">x=\"y\";</li><li></script>", "<style>a[b=\"c\"] {}</td><td></style><script id=\"a\">x=\"y\";</li><li></script>")]
    public void Tags(string page, string slim) => Assert.That(Slim.Of(page), Is.EqualTo(slim));
}
