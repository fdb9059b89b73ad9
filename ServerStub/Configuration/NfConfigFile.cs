using System.Text.Unicode;
using System.Xml;
using System.Xml.Linq;

namespace ServerStub.Configuration;

/// <summary>Reads one file in the form of nf.config and says, with lines, everything that is wrong with it.</summary>
internal static class NfConfigFile
{
    private const int MaxBytes = 64 * 1024;
    private const int MaxKeyLength = 64;

    /// <summary>Reads and checks the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="allowPrivate">False for the shared file, which must hold no secret and no personal data.</param>
    public static IReadOnlyList<NfConfigEntry> Read(string path, bool allowPrivate)
    {
        string name = Path.GetFileName(path);
        var errors = new List<SettingsError>();
        List<NfConfigEntry> entries = [.. Entries(Parse(path, name), name, errors)];
        errors.AddRange(Check(entries, name, allowPrivate));
        return errors.Count == 0 ? entries : throw new SettingsException([.. errors.OrderBy(error => error.Line)]);
    }

    private static XElement Parse(string path, string name)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            if (stream.Length > MaxBytes)
            {
                throw new SettingsException(name, 0, "", $"is larger than {MaxBytes} bytes; keep only settings in it");
            }

            // No DTD and no resolver: a configuration file must not be able to read other files or grow in memory.
            var settings = new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                MaxCharactersInDocument = MaxBytes,
            };
            using var reader = XmlReader.Create(stream, settings);
            return XDocument.Load(reader, LoadOptions.SetLineInfo).Root!;
        }
        catch (XmlException problem)
        {
            if (!IsUtf8(path))
            {
                throw new SettingsException(name, 0, "", "is not saved as UTF-8; save it as UTF-8 in your editor");
            }

            // The parser's own text may quote a piece of a value, and values may be secrets.
            string column = problem.LineNumber > 0 ? $" at column {problem.LinePosition}" : "";
            throw new SettingsException(name, problem.LineNumber, "",
                $"not well-formed XML{column}; close every tag, write & as &amp; and < as &lt;, and use no DOCTYPE");
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SettingsException(name, 0, "", "not found; run from the repository's folder or name the file with --config");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException(name, 0, "", "cannot be read; check that it is a file and that you may read it");
        }
    }

    private static bool IsUtf8(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        return Utf8.IsValid(bytes) && !bytes.Contains((byte)0);
    }

    private static IEnumerable<NfConfigEntry> Entries(XElement root, string name, List<SettingsError> errors)
    {
        if (root.Name != "configuration")
        {
            errors.Add(new(name, Line(root), "", "the outermost element must be <configuration>"));
            return [];
        }

        foreach (XElement stray in root.Elements().Where(element => element.Name != "appSettings"))
        {
            errors.Add(new(name, Line(stray), "", "only <appSettings> may stand in <configuration>; remove the other element"));
        }

        return root.Elements("appSettings").Elements().Select(element => Entry(element, name, errors)).OfType<NfConfigEntry>();
    }

    private static NfConfigEntry? Entry(XElement element, string name, List<SettingsError> errors)
    {
        string? key = element.Attribute("key")?.Value;
        string? value = element.Attribute("value")?.Value;
        if (element.Name == "add" && key is { Length: > 0 and <= MaxKeyLength } && value is not null
            && element.Attributes().Count() == 2)
        {
            return new NfConfigEntry(key, value, Line(element));
        }

        errors.Add(new(name, Line(element), "", "must be <add key=\"…\" value=\"…\" /> with just these two attributes"));
        return null;
    }

    private static IEnumerable<SettingsError> Check(List<NfConfigEntry> entries, string name, bool allowPrivate)
    {
        var firstLines = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (NfConfigEntry entry in entries)
        {
            string? problem = NfSettings.FindProblem(entry.Key, entry.Value);
            if (!firstLines.TryAdd(entry.Key, entry.Line))
            {
                problem = $"is already set on line {firstLines[entry.Key]}; keep one of the two";
            }
            else if (!allowPrivate && entry.Value.Length > 0
                && NfSettings.TryGet(entry.Key, out NfSetting? setting) && setting.IsPrivate)
            {
                problem = $"does not belong in the shared file; move it to nf.local.config or set {setting.EnvironmentName}";
            }

            if (problem is not null)
            {
                yield return new SettingsError(name, entry.Line, entry.Key, problem);
            }
        }
    }

    private static int Line(XElement element) => ((IXmlLineInfo)element).LineNumber;
}
