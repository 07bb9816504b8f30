using Conformance.Sdk;

namespace Conformance.Harness.Tests.Model;

/// <summary>
/// The suite is made before any test here. Mutation testing takes what runs before the tests for something that all of them rest on; made by the first test that
/// asks for it, every mutant in the making of a check would be tried on that test alone, and live.
/// </summary>
[SetUpFixture]
public sealed class SuiteIsMade
{
    [OneTimeSetUp]
    public void Make() => Assert.That(SdkSuite.Everything, Is.Not.Empty);
}
