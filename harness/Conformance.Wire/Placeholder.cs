namespace Conformance.Wire; internal static class Placeholder;
