using System.Management.Automation;
using System.Text.Json;

namespace VirtualDevice.Tests.Flash.Support;

/// <summary>The one command that flash.ps1 takes from a module of PowerShell: as far as JSON without dates goes, the same.</summary>
[Cmdlet(VerbsData.ConvertFrom, "Json")]
public sealed class ConvertFromJsonCommand : Cmdlet
{
    /// <summary>The JSON text.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public string InputObject { get; set; } = "";

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        // PowerShell's reader skips comments too.
        using JsonDocument document = JsonDocument.Parse(InputObject, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        WriteObject(ToObject(document.RootElement));
    }

    private static object? ToObject(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var result = new PSObject();
                foreach (JsonProperty member in element.EnumerateObject())
                {
                    result.Properties.Add(new PSNoteProperty(member.Name, ToObject(member.Value)));
                }

                return result;
            case JsonValueKind.Array:
                return element.EnumerateArray().Select(ToObject).ToArray();
            case JsonValueKind.Number:
                return element.GetDouble();
            case JsonValueKind.True or JsonValueKind.False:
                return element.GetBoolean();
            default:
                return element.GetString();
        }
    }
}
