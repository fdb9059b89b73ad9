using System.Reflection;
using System.Runtime.InteropServices;

[assembly: AssemblyTitle("TeddyFirmware")]
[assembly: AssemblyDescription("Firmware of the Teddy Bear")]
[assembly: AssemblyProduct("TeddyFirmware")]
[assembly: ComVisible(false)]

// Fixed numbers: a wildcard would make every build another one.
[assembly: AssemblyVersion("1.0.0.0")]
[assembly: AssemblyFileVersion("1.0.0.0")]
