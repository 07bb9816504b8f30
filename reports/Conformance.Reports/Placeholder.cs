namespace Conformance.Reports; internal static class Placeholder;
