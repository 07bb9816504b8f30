using System.Text;
using Conformance.Fuzz;

namespace Conformance.Harness.Tests.Fuzz;

/// <summary>A parser with a fault behind four branches; chance alone would need thousands of millions of inputs.</summary>
public static class PlantedParser
{
    public static void Read(byte[] bytes)
    {
        if (bytes.Length > 4 && bytes[0] == 'b' && bytes[1] == 'u')
        {
            if (bytes[2] == 'g' && bytes[3] == '!')
            {
                throw new InvalidOperationException("planted");
            }
        }
    }
}

/// <summary>The bounded smoke of the parsers, with a fixed seed.</summary>
public sealed class InProcessTests
{
    private const int Executions = 30_000;
    private const int Requests = 3_000;
    private static readonly string Corpora = Path.Combine(Repository.Root, "fixtures", "corpus");

    public static IEnumerable<TestCaseData> Targets() => InProcessTarget.All.Select(t => new TestCaseData(t).SetArgDisplayNames(t.Name.Replace('-', '_')));

    [TestCaseSource(nameof(Targets))]
    public void No_exception_escapes(InProcessTarget target)
    {
        var report = new InProcessFuzzer(target).Run(target.Corpus(Corpora), 1, target.Name == "http" ? Requests : Executions, null, CancellationToken.None);
        Assert.That(report.Crashes.Select(c => $"{c.Place}: {c.Message}: {Convert.ToHexString(c.Input)}"), Is.Empty);
        Assert.That(report.Edges, Is.GreaterThan(10), "nothing was instrumented");
        TestContext.Out.WriteLine($"{report.Rate:0} executions/s, {report.Edges} branches");
    }

    [Test]
    public void Coverage_leads_to_a_planted_fault()
    {
        var target = new InProcessTarget("planted", "Conformance.Harness.Tests.dll", typeof(PlantedParser).FullName!, nameof(PlantedParser.Read), ["hello"]);
        var report = new InProcessFuzzer(target).Run([Encoding.ASCII.GetBytes("hello")], 1, 2_000_000, null, CancellationToken.None);
        Assert.That(report.Crashes.Select(c => c.Message), Is.EqualTo(new[] { "planted" }));
    }
}
