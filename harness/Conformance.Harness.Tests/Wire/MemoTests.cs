using Conformance.Wire;

namespace Conformance.Harness.Tests.Wire;

/// <summary>What is dear to make is made once, and never is there more than a bound of it.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class MemoTests
{
    [Test]
    public void Made_once()
    {
        var made = 0;
        var memo = new Memo<int, string>(2);
        string[] got = [memo.Get(1, Make), memo.Get(1, Make), memo.Get(2, Make), memo.Get(1, Make)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(got, Is.EqualTo(new[] { "1", "1", "2", "1" }));
            Assert.That(made, Is.EqualTo(2));
        }

        string Make(int key)
        {
            made++;
            return $"{key}";
        }
    }

    [Test]
    public void Forgets_all_once_there_are_too_many()
    {
        var made = new List<int>();
        var memo = new Memo<int, int>(2);
        foreach (var key in new[] { 1, 2, 3, 3, 1, 3 })
        {
            memo.Get(key, k =>
            {
                made.Add(k);
                return k;
            });
        }

        Assert.That(made, Is.EqualTo(new[] { 1, 2, 3, 1 }));
    }

    [Test]
    public void All_get_the_same()
    {
        var memo = new Memo<int, object>(8);
        Assert.That(Enumerable.Range(0, 64).AsParallel().WithDegreeOfParallelism(8).Select(_ => memo.Get(1, _ => new object())).Distinct().Count(), Is.EqualTo(1));
    }
}
