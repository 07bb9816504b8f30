namespace Conformance.Scenarios.UploadPartCopy;

/// <summary>Objects whose bytes say which key they were stored under, so that a copy shows which of several keys was read.</summary>
internal static class StoredKeys
{
    /// <summary>The bytes of the object with a key.</summary>
    public static Content Of(string key) => Content.Text($"the object with the key \"{key}\"");

    /// <summary>The source under a key, other objects under keys that it may be mistaken for, and an open upload.</summary>
    public static Given[] Given(string key, params ReadOnlySpan<string> lookalikes) =>
    [
        Model.Given.StoredObject(Slot.Source, Of(key), key),
        .. Lookalikes(lookalikes),
        Model.Given.OpenUpload(Slot.Upload),
    ];

    /// <summary>Objects under keys that the copy source may be mistaken for, none under the key it names, and an open upload.</summary>
    public static Given[] GivenOnly(params ReadOnlySpan<string> lookalikes) => [.. Lookalikes(lookalikes), Model.Given.OpenUpload(Slot.Upload)];

    /// <summary>The slices that a copy of the wrong object would be.</summary>
    public static Slice[] Slices(params ReadOnlySpan<string> keys)
    {
        var slices = new Slice[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            slices[i] = Of(keys[i]).All;
        }

        return slices;
    }

    private static Given[] Lookalikes(ReadOnlySpan<string> keys)
    {
        var given = new Given[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            given[i] = Model.Given.StoredObject(new Slot($"lookalike-{i + 1}"), Of(keys[i]), keys[i]);
        }

        return given;
    }
}
