using System.Collections.Immutable;
using Conformance.Wire;

namespace Conformance.Model;

/// <summary>What must hold after any request, whatever the scenario: never a 5xx, a well-formed refusal, nothing touched that should not be.</summary>
public static class StandingChecks
{
    /// <summary>The standing checks that a scenario's preconditions and request make judgeable.</summary>
    public static ImmutableArray<CitedCheck> For(Scenario scenario)
    {
        if (scenario.When is ClientProgram)
        {
            return [.. General.Select(c => Check.EachTime(c.Check).Cites([.. c.Requirements]))];
        }

        var checks = ImmutableArray.CreateBuilder<CitedCheck>();
        checks.AddRange(General);
        if (scenario.When is not UploadPartCopyRequest { Method: null } copy)
        {
            return checks.ToImmutable();
        }

        checks.Add(new CopyResult().Cites("upc.rx.body-present"));
        if (scenario.Given.OfType<Given.Stored>().Any(s => s.Slot == Slot.Source)
            || scenario.Given.OfType<Given.Multipart>().Any(s => s.Slot == Slot.Source))
        {
            checks.Add(Check.SourceUnchanged().Cites("upc.src.source-unchanged"));
        }

        foreach (var upload in scenario.Given.OfType<Given.Upload>().Where(u => u.End == Given.UploadEnd.None))
        {
            var hadParts = scenario.Given.Any(g => g is Given.Copied c && c.Into == upload.Slot || g is Given.Uploaded u && u.Into == upload.Slot);
            checks.Add(Check.IfRefused(Check.PartsUnchanged(upload.Slot)).Cites(hadParts ? "upc.over.failed-keeps-old" : "inv.atomic-part"));
            checks.Add(Check.DestinationUntouched(upload.Slot).Cites("inv.dest-untouched"));
        }

        return checks.ToImmutable();
    }

    private static ImmutableArray<CitedCheck> General { get; } =
    [
        new NoServerError().Cites("inv.no-5xx"),
        new ErrorDocument().Cites("err.root"),
        new WholeAnswer().Cites("upc.rh.framing"),
    ];

    private sealed record NoServerError : Check
    {
        public override Aspect Aspect => Aspect.Status;

        // 501 NotImplemented is a documented refusal; the exact status check says whether it is the right one.
        public override CheckOutcome Evaluate(Evidence evidence) => CheckOutcome.Of(
            evidence.Answer!.Status < 500 || (evidence.Answer.Status == 501 && evidence.ErrorCode == "NotImplemented"),
            "no server error",
            $"status {evidence.Answer.Status}") with
        { Mark = evidence.Answer.StatusLine };
    }

    private sealed record ErrorDocument : Check
    {
        public override Aspect Aspect => Aspect.Xml;

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            const string Expected = "a refusal carries an Error document with a Code";
            var answer = evidence.Answer!;
            if (answer.Status < 400 || evidence.When!.Request.Method == "HEAD")
            {
                return CheckOutcome.NotApplicable(Expected, "no refusal with a body");
            }

            // A front end that refuses before the service sees the request sends no S3 request id; it owes no Error document.
            if (answer.Header("x-amz-request-id") is null && !StatusIsTheServices(answer.Status))
            {
                return CheckOutcome.NotApplicable(Expected, "refused by a front end");
            }

            var root = evidence.AnswerXml.Document?.Root;
            if (root is null)
            {
                return CheckOutcome.Of(held: false, Expected, answer.Body.Length == 0 ? "an empty body" : evidence.AnswerXml.Error ?? "no document");
            }

            var code = Evidence.Child(root, "Code");

            // Message and the rest have cases of their own: a target without them would otherwise fail every refusal for one reason.
            return CheckOutcome.Of(
                root.Name.LocalName == "Error" && !string.IsNullOrWhiteSpace(code),
                Expected,
                $"root {root.Name.LocalName}, Code {code ?? "absent"}") with
            { Mark = $"<{root.Name.LocalName}" };
        }

        // 400, 413, 414, 417 and 431 are what HTTP servers and proxies answer by themselves to what they cannot read.
        private static bool StatusIsTheServices(int status) => status is not (400 or 408 or 413 or 414 or 417 or 431 or 502 or 504);
    }

    private sealed record WholeAnswer : Check
    {
        public override Aspect Aspect => Aspect.Headers;

        public override CheckOutcome Evaluate(Evidence evidence) =>
            CheckOutcome.Of(evidence.When!.Fate == Fate.Complete, "the answer is whole", evidence.When.FateDetail ?? "whole");
    }

    private sealed record CopyResult : Check
    {
        public override Aspect Aspect => Aspect.Xml;

        public override CheckOutcome Evaluate(Evidence evidence)
        {
            const string Expected = "a 200 carries CopyPartResult with an ETag";
            if (evidence.Answer!.Status != 200)
            {
                return CheckOutcome.NotApplicable(Expected, "no success");
            }

            var root = evidence.AnswerXml.Document?.Root;
            return CheckOutcome.Of(
                root?.Name.LocalName == "Error" || (root?.Name.LocalName == "CopyPartResult" && !string.IsNullOrEmpty(Evidence.Child(root, "ETag"))),
                Expected,
                root is null ? (evidence.Answer.Body.Length == 0 ? "an empty body" : evidence.AnswerXml.Error ?? "no document") : $"root {root.Name.LocalName}");
        }
    }
}
