namespace Conformance.Model; internal static class Placeholder;
