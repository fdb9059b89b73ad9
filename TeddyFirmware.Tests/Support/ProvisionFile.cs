using System.Collections;
using System.Text;
using TeddyFirmware.Provisioning;

namespace TeddyFirmware.Tests.Support
{
    /// <summary>Builds a provisioning file, with the values of the check vector where a test says nothing else.</summary>
    public sealed class ProvisionFile
    {
        /// <summary>The server of the tests.</summary>
        public const string ServerUrl = "https://teddy.example:8443";

        private readonly ArrayList _names = new ArrayList();
        private readonly ArrayList _values = new ArrayList();

        /// <summary>Initializes a new instance of the <see cref="ProvisionFile"/> class: a whole, valid file.</summary>
        public ProvisionFile()
        {
            Raw("format", "1");
            With("device_id", CheckVector.DeviceId);
            With("child_id", CheckVector.ChildId);
            With("oob_secret", CheckVector.Secret);
            With("server_url", ServerUrl);
        }

        /// <summary>Sets a text field.</summary>
        /// <param name="name">The field.</param>
        /// <param name="value">Its value.</param>
        /// <returns>This file.</returns>
        public ProvisionFile With(string name, string value) => Raw(name, "\"" + value + "\"");

        /// <summary>Sets a field to any JSON.</summary>
        /// <param name="name">The field.</param>
        /// <param name="json">Its value.</param>
        /// <returns>This file.</returns>
        public ProvisionFile Raw(string name, string json)
        {
            Without(name);
            _names.Add(name);
            _values.Add(json);
            return this;
        }

        /// <summary>Leaves a field out.</summary>
        /// <param name="name">The field.</param>
        /// <returns>This file.</returns>
        public ProvisionFile Without(string name)
        {
            for (int i = 0; i < _names.Count; i++)
            {
                if ((string)_names[i] == name)
                {
                    _names.RemoveAt(i);
                    _values.RemoveAt(i);
                    break;
                }
            }

            return this;
        }

        /// <summary>Writes the file.</summary>
        /// <returns>JSON in UTF-8.</returns>
        public byte[] ToBytes()
        {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < _names.Count; i++)
            {
                text.Append(i == 0 ? "{" : ",");
                text.Append("\"" + (string)_names[i] + "\":" + (string)_values[i]);
            }

            text.Append("}");
            return Bytes.Of(text.ToString());
        }

        /// <summary>Reads the file back.</summary>
        /// <returns>The settings.</returns>
        public DeviceSettings ToSettings() => new SettingsParser().Parse(ToBytes());
    }
}
