using Conformance.Harness.Tests.Judgements;
using Conformance.Model;

namespace Conformance.Harness.Tests.Model;

/// <summary>
/// What was seen of some cases, on the embedded endpoint as it should be and with planted defects, on real servers, and with the answers altered, is
/// judged today as it was when somebody last read and accepted the judgement. What differs is left beside it as .received.txt; when it is meant,
/// <c>dotnet test harness/Conformance.Harness.Tests --filter FullyQualifiedName~Judgements.Recording.Accept</c> accepts all of it.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class JudgementTests
{
    private static readonly Lazy<Catalogue> Catalogue = new(() => CatalogueLoader.Load(Repository.Catalogue));

    private static IEnumerable<string> Recorded() => RecordedCase.Ids();

    [TestCaseSource(nameof(Recorded))]
    public void Judged_as_accepted(string id)
    {
        Assert.That(Judgement.ScenarioOf(id), Is.Not.Null, "the suite no longer has the case; remove what is recorded of it");
        var accepted = RecordedCase.FileOf(id, ".verified.txt");
        var received = RecordedCase.FileOf(id, ".received.txt");
        var text = Judgement.Of(RecordedCase.Read(id), Catalogue.Value);
        if (File.Exists(accepted) && File.ReadAllText(accepted) == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.That(text, Is.EqualTo(File.Exists(accepted) ? File.ReadAllText(accepted) : ""), $"see {Path.GetFileName(received)} beside what was accepted");
    }

    [Test]
    public void Nothing_is_accepted_of_what_is_not_recorded() =>
        Assert.That(
            Directory.EnumerateFiles(RecordedCase.Folder, "*.verified.txt").Select(f => Path.GetFileName(f)[..^".verified.txt".Length].Replace('.', '/')),
            Is.SubsetOf(RecordedCase.Ids()));
}
