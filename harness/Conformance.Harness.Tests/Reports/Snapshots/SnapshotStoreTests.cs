using System.Text;
using Conformance.Model;
using Conformance.Reports;

namespace Conformance.Harness.Tests.Reports.Snapshots;

/// <summary>The store: new ones fail until accepted, what differs stands beside, orphans are found, nothing accepted is lost to a run that did not ask.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SnapshotStoreTests
{
    private static readonly Scenario[] Selection = [Named("op/one/a"), Named("op/one/b"), Named("op/two/a")];

    [Test]
    public void A_new_snapshot_is_new_until_it_is_accepted()
    {
        using var folder = new TemporaryFolder();
        var store = new SnapshotStore(folder.Path, "acme", Dialect.Aws);
        var first = store.Compare([Of("op/one/a", "> GET"), Of("op/two/a", "> PUT")], Selection);
        Assert.That(first.Select(c => c.State), Is.All.EqualTo(SnapshotState.New));
        store.Accept(first);
        Assert.That(store.Compare([Of("op/one/a", "> GET"), Of("op/two/a", "> PUT")], Selection).Select(c => c.State), Is.All.EqualTo(SnapshotState.Same));
    }

    [Test]
    public void Files_are_named_and_written_as_verify_does()
    {
        using var folder = new TemporaryFolder();
        var store = new SnapshotStore(folder.Path, "127.0.0.1:9000", Dialect.JdCloud);
        store.Accept(store.Compare([Of("op/one/a", "> GET\n>\n> ## é"), Of("op/one/b", "> HEAD")], Selection));
        var bytes = File.ReadAllBytes(Path.Combine(folder.Path, "127.0.0.1-9000", "op.one_dialect=jdcloud.verified.txt"));
        Assert.That(bytes, Is.EqualTo(new UTF8Encoding(true).GetPreamble().Concat(Encoding.UTF8.GetBytes("## op/one/a\n> GET\n>\n> ## é\n\n## op/one/b\n> HEAD"))));
    }

    [Test]
    public void What_differs_stands_beside_until_it_is_accepted()
    {
        using var folder = new TemporaryFolder();
        var store = new SnapshotStore(folder.Path, "acme", Dialect.Aws);
        store.Accept(store.Compare([Of("op/one/a", "200"), Of("op/two/a", "200")], Selection));
        var changed = store.Compare([Of("op/one/a", "500"), Of("op/two/a", "200")], Selection);
        Assert.That(changed.Select(c => (c.Case, c.State)), Is.EqualTo([("op/one/a", SnapshotState.Changed), ("op/two/a", SnapshotState.Same)]));
        store.WriteReceived(changed);
        Assert.That(Directory.GetFiles(store.Folder, "*.received.txt").Select(Path.GetFileName), Is.EqualTo(["op.one_dialect=aws.received.txt"]));
        store.Accept(changed);
        Assert.That(Directory.GetFiles(store.Folder, "*.received.txt"), Is.Empty);
        Assert.That(store.Accepted()["op/one/a"], Is.EqualTo("500"));
    }

    [Test]
    public void What_a_run_did_not_ask_stays_accepted()
    {
        using var folder = new TemporaryFolder();
        var store = new SnapshotStore(folder.Path, "acme", Dialect.Aws);
        store.Accept(store.Compare([Of("op/one/a", "200"), Of("op/one/b", "200")], Selection));
        var partial = store.Compare([Of("op/one/a", "500")], Selection);
        Assert.That(partial.Select(c => c.State), Is.EqualTo([SnapshotState.Changed, SnapshotState.Unseen]));
        store.Accept(partial);
        Assert.That(store.Accepted(), Has.Count.EqualTo(2));
    }

    [Test]
    public void Orphans_are_found_and_taken_out_when_accepted()
    {
        using var folder = new TemporaryFolder();
        var store = new SnapshotStore(folder.Path, "acme", Dialect.Aws);
        store.Accept(store.Compare([Of("op/one/a", "200"), Of("op/one/b", "200"), Of("op/two/a", "200")], Selection));
        var fewer = store.Compare([Of("op/one/a", "200")], [Selection[0]]);
        Assert.That(fewer.Where(c => c.State == SnapshotState.Orphan).Select(c => c.Case), Is.EqualTo(["op/one/b", "op/two/a"]));
        store.Accept(fewer);
        Assert.That(store.Accepted().Keys, Is.EqualTo(["op/one/a"]));
        Assert.That(Directory.GetFiles(store.Folder), Has.Length.EqualTo(1));
    }

    [Test]
    public void A_damaged_file_is_refused_in_one_sentence()
    {
        using var folder = new TemporaryFolder();
        var store = new SnapshotStore(folder.Path, "acme", Dialect.Aws);
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(store.Folder).FullName, "op.one_dialect=aws.verified.txt"), "<<<<<<< ours\n## op/one/a\n200");
        Assert.That(() => store.Accepted(), Throws.TypeOf<ConfigurationException>().With.Message.Contains("is no file of snapshots").And.Message.EndsWith("."));
    }

    private static CaseSnapshot Of(string id, string text) => new(id, text, []);

    private static Scenario Named(string id) => new() { Id = id, Claim = "A claim.", When = new UploadPartCopyRequest(), Then = [] };
}
