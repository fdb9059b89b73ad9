using VirtualDevice.Commands;
using VirtualDevice.Console;

return await VirtualDeviceCommand.RunAsync(args, Terminal.OfThisProcess());
