using System.Text;

namespace TeddyFirmware.Wire
{
    /// <summary>
    /// Reads the top-level members of one JSON object, one after the other; what is nested in them is checked and
    /// skipped without building an object for it.
    /// </summary>
    /// <remarks>
    /// Our own because nanoFramework.Json fails on legal JSON that servers send, such as <c>\/</c> or <c>\u002B</c>
    /// (facts page, sections 8 and 16.4), and because personal data in an answer must not become objects at all.
    /// </remarks>
    public sealed class JsonObjectReader
    {
        private readonly byte[] _text;
        private readonly JsonScanner _scanner;
        private JsonStep _last = JsonStep.Member;
        private bool _started;
        private int _nameStart;
        private int _nameEnd;
        private int _valueStart;
        private int _valueEnd;

        /// <summary>Initializes a new instance of the <see cref="JsonObjectReader"/> class.</summary>
        /// <param name="utf8">The array that holds the text; not changed.</param>
        /// <param name="length">How many of its bytes are the text.</param>
        public JsonObjectReader(byte[] utf8, int length)
        {
            _text = utf8;
            _scanner = new JsonScanner(utf8, length);
        }

        /// <summary>Passes over a byte order mark before the object, which may be ignored (RFC 8259, 8.1).</summary>
        public void SkipMark() => _scanner.Position = _scanner.HasMark ? 3 : 0;

        /// <summary>Gets the kind of the current member's value.</summary>
        public JsonKind Kind { get; private set; }

        /// <summary>Goes on to the next member.</summary>
        /// <returns>What there is. After <see cref="JsonStep.End"/> and <see cref="JsonStep.Malformed"/> there is no more.</returns>
        public JsonStep Read()
        {
            Kind = JsonKind.None;
            _last = _last == JsonStep.Member ? ReadMember() : _last;
            return _last;
        }

        /// <summary>Tells whether the current member has a name.</summary>
        /// <param name="name">The name, ASCII, case-sensitive.</param>
        /// <returns>True where it has.</returns>
        public bool NameIs(string name)
        {
            int length = _nameEnd - _nameStart;
            if (Find(_nameStart, _nameEnd, '\\') < 0)
            {
                return length == name.Length && Utf8.Matches(_text, _nameStart, _nameEnd, name);
            }

            byte[] plain = JsonText.Unescape(_text, _nameStart, _nameEnd);
            return plain.Length == name.Length && Utf8.Matches(plain, 0, plain.Length, name);
        }

        /// <summary>Gets the current member's value where it is a string.</summary>
        /// <param name="maxBytes">The longest text that is of use, in bytes as it stands in the JSON.</param>
        /// <returns>The text; null where it is no string, longer, or holds a NUL (at which nanoFramework would end it).</returns>
        public string GetString(int maxBytes)
        {
            int start = _valueStart + 1;
            int end = _valueEnd - 1;
            if (Kind != JsonKind.String || end - start > maxBytes)
            {
                return null;
            }

            if (start == end)
            {
                // nanoFramework's decoder makes null of nothing (seen on the interpreter).
                return string.Empty;
            }

            if (Find(start, end, '\\') < 0)
            {
                return Encoding.UTF8.GetString(_text, start, end - start);
            }

            byte[] plain = JsonText.Unescape(_text, start, end);
            for (int i = 0; i < plain.Length; i++)
            {
                if (plain[i] == 0)
                {
                    return null;
                }
            }

            return Encoding.UTF8.GetString(plain, 0, plain.Length);
        }

        /// <summary>Gets the whole part of the current member's value where it is a number without an exponent.</summary>
        /// <param name="absent">What to return where it is not, or has more than 15 digits.</param>
        /// <returns>The number. A fraction is cut off, as NumericDate may have one (RFC 7519, section 2).</returns>
        public long GetInteger(long absent)
        {
            if (Kind != JsonKind.Number || Find(_valueStart, _valueEnd, 'e') >= 0 || Find(_valueStart, _valueEnd, 'E') >= 0)
            {
                return absent;
            }

            bool negative = _text[_valueStart] == '-';
            int first = negative ? _valueStart + 1 : _valueStart;
            int point = Find(first, _valueEnd, '.');
            int last = point < 0 ? _valueEnd : point;
            if (last - first > 15)
            {
                return absent;
            }

            long value = 0;
            for (int i = first; i < last; i++)
            {
                value = (value * 10) + (_text[i] - '0');
            }

            return negative ? -value : value;
        }

        /// <summary>Gets the current member's value where it is a number without fraction and exponent.</summary>
        /// <param name="absent">What to return where it is not, or has more than 15 digits.</param>
        /// <returns>The number.</returns>
        public long GetWholeNumber(long absent) => Find(_valueStart, _valueEnd, '.') < 0 ? GetInteger(absent) : absent;

        private JsonStep ReadMember()
        {
            bool first = !_started;
            _started = true;
            if (first && !_scanner.Take('{'))
            {
                return JsonStep.Malformed;
            }

            if (_scanner.Take('}'))
            {
                // A brace after a comma does not get here: the comma below asks for the next name.
                return _scanner.Peek() < 0 ? JsonStep.End : JsonStep.Malformed;
            }

            if ((!first && !_scanner.Take(',')) || _scanner.Peek() != '"')
            {
                return JsonStep.Malformed;
            }

            _nameStart = _scanner.Position + 1;
            if (!_scanner.TakeString())
            {
                return JsonStep.Malformed;
            }

            _nameEnd = _scanner.Position - 1;
            if (!_scanner.Take(':'))
            {
                return JsonStep.Malformed;
            }

            _scanner.Peek();
            _valueStart = _scanner.Position;
            Kind = _scanner.TakeValue();
            _valueEnd = _scanner.Position;
            return Kind == JsonKind.None ? JsonStep.Malformed : JsonStep.Member;
        }

        // Array.IndexOf over bytes would box each of them on nanoFramework.
        private int Find(int start, int end, int letter)
        {
            for (int i = start; i < end; i++)
            {
                if (_text[i] == letter)
                {
                    return i;
                }
            }

            return -1;
        }
    }
}
