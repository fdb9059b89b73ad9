using VirtualDevice.Commands;
using VirtualDevice.Screen;

return await VirtualDeviceCommand.RunAsync(args, Terminal.OfThisProcess());
