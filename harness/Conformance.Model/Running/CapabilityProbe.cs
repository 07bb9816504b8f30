using System.Collections.Frozen;
using System.Collections.Immutable;
using Conformance.Wire;

namespace Conformance.Model;

/// <summary>
/// Proves capabilities absent. A capability counts as absent only when a request that must work gets a documented refusal
/// (501 NotImplemented or 405 MethodNotAllowed) and a nonsense variant of it gets the very same; nothing is inferred from failing cases.
/// </summary>
public sealed class CapabilityProbe(Session session, Arranger arranger, Ledger ledger)
{
    private static readonly Content Source = Content.Generated("capability-probe", 64);

    private readonly CaseLog log = new(session, Session.RunOwner);
    private Bindings? reached;

    /// <summary>Probes every operation of the multipart family; without uploads there is nothing else to probe.</summary>
    public async Task<ImmutableArray<CapabilityFinding>> FamilyAsync(CancellationToken cancel)
    {
        var bindings = session.RunBindings;
        var findings = ImmutableArray.CreateBuilder<CapabilityFinding>();
        try
        {
            bindings = await arranger.ReachAsync(Given.StoredObject(Slot.Source, Source), bindings, log, cancel);
            bindings = await arranger.ReachAsync(Given.OpenUpload(Slot.Upload, "-capability"), bindings, log, cancel);
        }
        catch (BlockedException e)
        {
            findings.Add(new CapabilityFinding(Capabilities.CreateMultipartUpload, Present: false, e.Message, []));
            return findings.ToImmutable();
        }

        (Operation Sound, Operation Nonsense)[] probes =
        [
            (new UploadPartCopyRequest(), new UploadPartCopyRequest { PartNumber = 7, CopySource = "{bucket}/{prefix}no-such-key", UploadId = UploadId.NeverIssued, Key = "{destination}" }),
            (new UploadPartRequest { PartNumber = 2, Content = Source }, new UploadPartRequest { PartNumber = 0, Content = Source, UploadId = UploadId.NeverIssued, Key = "{destination}" }),
            (new ListPartsRequest(), new ListPartsRequest { UploadId = UploadId.NeverIssued, Key = "{destination}" }),
            (new ListMultipartUploadsRequest(), new ListMultipartUploadsRequest { ExtraQuery = "max-uploads=nonsense" }),
            (new CopyObjectRequest { Key = "{prefix}copied" }, new CopyObjectRequest { Key = "{prefix}copied", CopySource = "{bucket}/{prefix}no-such-key" }),
        ];
        foreach (var (sound, nonsense) in probes)
        {
            findings.Add(await ProbeAsync(sound.Capability, sound, nonsense, bindings, log, cancel));
        }

        // A target that takes no notice of a condition deviates; only one that refuses the header by name does not have it.
        const string IfMatch = "x-amz-copy-source-if-match";
        findings.Add(await ProbeAsync(Capabilities.ConditionalCopy, Copy.With(IfMatch, "{etag:source}"), Copy.With(IfMatch, "nonsense"), bindings, log, cancel));
        findings.Add(await ProbeAsync(
            Capabilities.AbortMultipartUpload,
            new AbortMultipartUploadRequest(),
            new AbortMultipartUploadRequest { UploadId = UploadId.NeverIssued, Key = "{destination}" },
            bindings,
            log,
            cancel));

        reached = bindings;
        return findings.ToImmutable();
    }

    /// <summary>Probes, once the family is, the areas around it that are needed.</summary>
    public async Task<ImmutableArray<CapabilityFinding>> AreasAsync(FrozenSet<string> needed, CancellationToken cancel) =>
        reached is { } bindings ? await new AreaProbe(session, arranger, ledger, bindings, log).RunAsync(needed, cancel) : [];

    private static Operation Copy { get; } = new UploadPartCopyRequest { PartNumber = 3 };

    /// <summary>Absent when a sound request and a nonsense variant of it get the very same documented refusal.</summary>
    internal static async Task<CapabilityFinding> ProbeAsync(string capability, Operation sound, Operation nonsense, Bindings bindings, CaseLog log, CancellationToken cancel)
    {
        var first = await log.SendAsync(sound, bindings, $"probe: {sound.Name}", cancel, Carrier.Http);
        if (!IsDocumentedRefusal(first))
        {
            return new CapabilityFinding(capability, Present: true, $"{sound.Name} was answered with {Describe.Answer(first)}", [first.Sequence]);
        }

        var second = await log.SendAsync(nonsense, bindings, $"probe: {sound.Name}, nonsense", cancel, Carrier.Http);
        var same = second.Response?.Status == first.Response!.Status && Describe.Code(second) == Describe.Code(first);
        return new CapabilityFinding(
            capability,
            Present: !same,
            $"{sound.Name} was refused with {Describe.Answer(first)}, a nonsense variant with {Describe.Answer(second)}",
            [first.Sequence, second.Sequence]);
    }

    private static bool IsDocumentedRefusal(Exchange exchange) =>
        (exchange.Response?.Status, Describe.Code(exchange)) is (501, "NotImplemented") or (405, "MethodNotAllowed");
}
