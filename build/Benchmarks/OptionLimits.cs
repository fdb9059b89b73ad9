namespace Benchmarks;

/// <summary>Numbers within limits, with an error that names the option.</summary>
internal static class OptionLimits
{
    /// <summary>Refuses numbers outside.</summary>
    public static Option<int> Between(this Option<int> option, int lowest, int highest)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int value) && (value < lowest || value > highest))
            {
                result.AddError($"{option.Name} must be {lowest} to {highest}.");
            }
        });
        return option;
    }
}
