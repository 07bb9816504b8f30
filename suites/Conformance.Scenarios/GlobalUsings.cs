global using Conformance.Model;
global using Conformance.Wire;
