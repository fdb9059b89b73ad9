using ServerStub.Commands;

return await StubCommand.RunAsync(args, Console.Out, Console.Error);
