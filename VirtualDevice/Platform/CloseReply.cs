using TeddyFirmware.Session;

namespace VirtualDevice.Platform;

/// <summary>Which close frame answers which.</summary>
internal static class CloseReply
{
    private const int FirstCode = 1000;
    private const int LastCode = 4999;
    private const int FirstReserved = 1004;
    private const int LastUnassigned = 2999;
    private const int LastAssigned = 1014;

    /// <summary>The code to answer with: the same, or 1002 to a number that must not be on the wire (RFC 6455, 7.4).</summary>
    public static int To(int code) => code switch
    {
        CloseCode.NoCode => CloseCode.NoCode,
        FirstReserved or CloseCode.Abnormal => CloseCode.ProtocolError,
        < FirstCode or > LastCode or (> LastAssigned and <= LastUnassigned) => CloseCode.ProtocolError,
        _ => code,
    };
}
