using System.Diagnostics.CodeAnalysis;

namespace Conformance.Wire;

/// <summary>
/// A value that is made when it is first asked for: most of what a fuzz run records is judged by a few of its bytes and forgotten. Equal to
/// another when the values are.
/// </summary>
internal sealed class Late<T> : IEquatable<Late<T>>
    where T : notnull
{
    private Func<T>? make;
    private T? value;

    /// <summary>Makes the value by <paramref name="make"/>, which is pure: two that ask at once may both run it.</summary>
    public Late(Func<T> make) => this.make = make;

    private Late(T value) => this.value = value;

    /// <summary>The value.</summary>
    public T Value
    {
        get
        {
            if (Volatile.Read(ref make) is { } pending)
            {
                value = pending();
                Volatile.Write(ref make, null);
            }

            return value!;
        }
    }

    /// <summary>A value that is there already; null stays null.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator Late<T>?(T? value) => value is null ? null : new(value);

    /// <inheritdoc/>
    public bool Equals(Late<T>? other) => other is not null && EqualityComparer<T>.Default.Equals(Value, other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Late<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();
}
