using System.Text;

namespace TeddyFirmware.Provisioning
{
    /// <summary>The set of characters that ids are made of (contract, section 1).</summary>
    public static class Identifier
    {
        /// <summary>Tells whether a text is an id.</summary>
        /// <param name="text">The text; may be null.</param>
        /// <param name="minLength">The least number of characters.</param>
        /// <param name="maxLength">The greatest number of characters.</param>
        /// <returns>True where it is.</returns>
        public static bool IsValid(string text, int minLength, int maxLength)
        {
            if (text == null)
            {
                return false;
            }

            byte[] letters = Encoding.UTF8.GetBytes(text);
            for (int i = 0; i < letters.Length; i++)
            {
                int letter = letters[i];
                bool isAllowed = (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z')
                    || (letter >= '0' && letter <= '9') || letter == '_' || letter == '-';
                if (!isAllowed)
                {
                    return false;
                }
            }

            return letters.Length >= minLength && letters.Length <= maxLength;
        }
    }
}
