namespace VirtualDevice.Doctor;

/// <summary>One row of the table of checks.</summary>
/// <param name="Name">The word that stands before its lines.</param>
/// <param name="ExitCode">How the program ends where this check is the first that fails.</param>
/// <param name="Needs">The checks without which this one is pointless: it is skipped where one of them failed or was skipped.</param>
/// <param name="About">What it checks, for <c>--help</c>.</param>
/// <param name="Control">What its verdict is held against, so that it is not green for everything; for the README.</param>
/// <param name="Check">The check.</param>
internal sealed record DoctorRow(string Name, int ExitCode, string[] Needs, string About, string Control, IDoctorCheck Check);
