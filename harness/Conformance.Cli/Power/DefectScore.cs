using System.Collections.Immutable;
using Conformance.Model;
using Conformance.Reference;

namespace Conformance.Cli.Power;

/// <summary>What the suite made of one planted defect.</summary>
/// <param name="Defect">The defect.</param>
/// <param name="Killers">Ids of the cases that found something they do not find on the sound endpoint, those that cite the broken requirement first.</param>
/// <param name="ForStatedReason">True when a failed check cites the requirement that the defect breaks.</param>
/// <param name="Cases">Cases that were run with it.</param>
/// <param name="Excuse">Why nothing has to be found; null when something has.</param>
internal sealed record DefectVerdict(PlantedDefect Defect, ImmutableArray<string> Killers, bool ForStatedReason, int Cases, string? Excuse)
{
    /// <summary>The suite noticed it.</summary>
    public bool Killed => !Killers.IsEmpty;

    /// <summary>Noticed for the stated reason, or rightly not noticed.</summary>
    public bool Counts => Excuse is null ? ForStatedReason : !Killed;
}

/// <summary>One check of one case: the position in the scenario's Then.</summary>
internal sealed record CheckId(string Case, int Position)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Case} #{Position + 1}";
}

/// <summary>The power of the suite: defects killed, and checks that have failed at least once.</summary>
internal sealed record DefectScore
{
    /// <summary>One line a defect.</summary>
    public required ImmutableArray<DefectVerdict> Defects { get; init; }

    /// <summary>All checks of all cases that were run.</summary>
    public required ImmutableArray<CheckId> Checks { get; init; }

    /// <summary>How many of them a planted defect has made fail; the others proved failed under an alteration of the recorded answers.</summary>
    public required int ProvenByDefects { get; init; }

    /// <summary>Those that nothing has made fail, with the reason written for it, null when there is none.</summary>
    public required ImmutableArray<(CheckId Check, string Aspect, string Cites, string? Reason)> Unproven { get; init; }

    /// <summary>The case that must fail on the sound endpoint did.</summary>
    public required bool CanaryFailed { get; init; }

    /// <summary>Defects of a sample whose killers outside their selection would have changed the verdict; empty when the selection loses nothing.</summary>
    public required ImmutableArray<string> LostBySelection { get; init; }

    /// <summary>Seconds it took.</summary>
    public required double Seconds { get; init; }

    /// <summary>Defects that nobody noticed, or not for the stated reason.</summary>
    public IEnumerable<DefectVerdict> Survivors => Defects.Where(d => !d.Counts);

    /// <summary>Checks without proof and without a written reason.</summary>
    public int Unexcused => Unproven.Count(u => u.Reason is null);

    /// <summary>Everything killed for the stated reason, every check proved or excused, and the canary dead.</summary>
    public bool IsFull => !Survivors.Any() && Unexcused == 0 && CanaryFailed && LostBySelection.IsEmpty;
}
