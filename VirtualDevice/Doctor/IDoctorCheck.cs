namespace VirtualDevice.Doctor;

/// <summary>One thing that may stand between a device and its session.</summary>
internal interface IDoctorCheck
{
    /// <summary>Checks it; what later checks need goes into the context.</summary>
    /// <param name="context">What earlier checks have found out.</param>
    /// <param name="stop">Ends the whole run.</param>
    /// <returns>One finding or more, in the order in which they are shown.</returns>
    Task<Finding[]> RunAsync(DoctorContext context, CancellationToken stop);
}
