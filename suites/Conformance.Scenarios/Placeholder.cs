namespace Conformance.Scenarios; internal static class Placeholder;
