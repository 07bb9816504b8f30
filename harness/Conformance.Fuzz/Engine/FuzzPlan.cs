using System.Collections.Immutable;
using Conformance.Model;

namespace Conformance.Fuzz;

/// <summary>What a fuzz run is made of.</summary>
public sealed record FuzzPlan
{
    /// <summary>The target; its concurrency is the number of workers.</summary>
    public required Target Target { get; init; }

    /// <summary>The requirements.</summary>
    public required Catalogue Catalogue { get; init; }

    /// <summary>Names of what is created.</summary>
    public required RunIdentity Identity { get; init; }

    /// <summary>What is fuzzed.</summary>
    public required ImmutableArray<Surface> Surfaces { get; init; }

    /// <summary>Seed of everything random: the same seed gives the same inputs to each worker.</summary>
    public required int Seed { get; init; }

    /// <summary>Requests after which no further input is begun; null for no bound.</summary>
    public long? Requests { get; init; }

    /// <summary>Time after which no further input is begun; null for no bound.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Inputs kept by earlier runs.</summary>
    public ImmutableArray<Input> Corpus { get; init; } = [];

    /// <summary>How many smaller candidates are tried for each finding.</summary>
    public int ShrinkAttempts { get; init; } = 80;

    /// <summary>True ends the run with the first finding that counts.</summary>
    public bool StopsAtFirst { get; init; }

    /// <summary>Told of each input before it is sent, in the order of one worker; null tells nobody.</summary>
    public Action<int, Input>? Sending { get; init; }

    /// <summary>Told of each finding as soon as it is confirmed.</summary>
    public Action<Finding>? Found { get; init; }

    /// <summary>The clock of deadlines and signatures.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>How far a run is.</summary>
/// <param name="Requests">Requests sent.</param>
/// <param name="Inputs">Inputs tried.</param>
/// <param name="Signatures">Kinds of answer seen.</param>
/// <param name="Findings">Findings that count, by cause.</param>
public sealed record FuzzProgress(long Requests, long Inputs, int Signatures, int Findings);
