namespace TeddyFirmware.Wire
{
    /// <summary>
    /// Walks over JSON values in a byte array (RFC 8259) and checks every byte of them, without building anything.
    /// </summary>
    /// <remarks>Nesting is tracked in the bits of a number, so hostile depth costs neither stack nor heap.</remarks>
    public sealed class JsonScanner
    {
        /// <summary>The deepest nesting that is followed.</summary>
        public const int MaxDepth = 30;

        private readonly byte[] _text;
        private readonly int _end;

        /// <summary>Initializes a new instance of the <see cref="JsonScanner"/> class.</summary>
        /// <param name="utf8">The array that holds the text.</param>
        /// <param name="length">How many of its bytes are the text.</param>
        public JsonScanner(byte[] utf8, int length)
        {
            _text = utf8;
            _end = length;
        }

        /// <summary>Gets or sets the place of the next byte.</summary>
        public int Position { get; set; }

        /// <summary>Gets a value indicating whether the text begins with a byte order mark.</summary>
        public bool HasMark => _end >= 3 && _text[0] == 0xEF && _text[1] == 0xBB && _text[2] == 0xBF;

        /// <summary>Passes white space and looks at the byte after it.</summary>
        /// <returns>The byte; -1 at the end.</returns>
        public int Peek()
        {
            while (Position < _end)
            {
                int letter = _text[Position];
                if (letter != ' ' && letter != '\n' && letter != '\r' && letter != '\t')
                {
                    return letter;
                }

                Position++;
            }

            return -1;
        }

        /// <summary>Passes white space and one expected byte.</summary>
        /// <param name="expected">The byte.</param>
        /// <returns>False where another one, or none, came.</returns>
        public bool Take(int expected)
        {
            if (Peek() != expected)
            {
                return false;
            }

            Position++;
            return true;
        }

        /// <summary>Passes one whole value, whatever is in it.</summary>
        /// <returns>Its kind; <see cref="JsonKind.None"/> where it is malformed.</returns>
        public JsonKind TakeValue()
        {
            JsonKind kind = KindOf(Peek());
            int depth = 0;

            // Bit 0 is the innermost container: 1 for an object, 0 for an array.
            int objects = 0;
            while (true)
            {
                bool opened = false;
                switch (KindOf(Peek()))
                {
                    case JsonKind.Object:
                    case JsonKind.Array:
                        bool isObject = _text[Position++] == '{';
                        if (++depth > MaxDepth)
                        {
                            return JsonKind.None;
                        }

                        objects = (objects << 1) | (isObject ? 1 : 0);
                        opened = Peek() != (isObject ? '}' : ']');
                        if (opened && isObject && !TakeName())
                        {
                            return JsonKind.None;
                        }

                        break;
                    case JsonKind.String:
                        if (!TakeString())
                        {
                            return JsonKind.None;
                        }

                        break;
                    case JsonKind.Number:
                        if (!TakeNumber())
                        {
                            return JsonKind.None;
                        }

                        break;
                    case JsonKind.True:
                    case JsonKind.False:
                    case JsonKind.Null:
                        if (!TakeLiteral())
                        {
                            return JsonKind.None;
                        }

                        break;
                    default:
                        return JsonKind.None;
                }

                if (!opened && !CloseContainers(ref depth, ref objects))
                {
                    return JsonKind.None;
                }

                if (depth == 0)
                {
                    return kind;
                }
            }
        }

        /// <summary>Passes white space, a string, and the colon after it.</summary>
        /// <returns>False where something else came.</returns>
        public bool TakeName() => Peek() == '"' && TakeString() && Take(':');

        /// <summary>Passes a string, checking its escapes and its UTF-8; stands at its opening quote.</summary>
        /// <returns>False where it is malformed.</returns>
        public bool TakeString()
        {
            int at = Position + 1;
            int length = 1;
            while (length > 0)
            {
                int plainEnd = JsonText.PlainEnd(_text, at, _end);
                if (plainEnd == _end || !Utf8.IsValid(_text, at, plainEnd - at))
                {
                    return false;
                }

                if (_text[plainEnd] == '"')
                {
                    Position = plainEnd + 1;
                    return true;
                }

                length = _text[plainEnd] == '\\' ? JsonText.EscapeLength(_text, plainEnd, _end) : 0;
                at = plainEnd + length;
            }

            return false;
        }

        // After a value: takes the ends of the containers that it completes, and the comma (with the next name) that
        // leads on to the next value.
        private bool CloseContainers(ref int depth, ref int objects)
        {
            while (depth > 0)
            {
                bool inObject = (objects & 1) == 1;
                if (Take(','))
                {
                    return !inObject || TakeName();
                }

                if (!Take(inObject ? '}' : ']'))
                {
                    return false;
                }

                depth--;
                objects >>= 1;
            }

            return true;
        }

        private bool TakeLiteral()
        {
            string word = _text[Position] == 't' ? "true" : _text[Position] == 'f' ? "false" : "null";
            if (!Utf8.Matches(_text, Position, _end, word))
            {
                return false;
            }

            Position += word.Length;
            return true;
        }

        private bool TakeNumber()
        {
            if (_text[Position] == '-')
            {
                Position++;
            }

            int first = Position;
            int digits = TakeDigits();
            if (digits == 0 || (digits > 1 && _text[first] == '0'))
            {
                return false;
            }

            if (Position < _end && _text[Position] == '.')
            {
                Position++;
                if (TakeDigits() == 0)
                {
                    return false;
                }
            }

            if (Position < _end && (_text[Position] | 0x20) == 'e')
            {
                Position++;
                if (Position < _end && (_text[Position] == '+' || _text[Position] == '-'))
                {
                    Position++;
                }

                return TakeDigits() > 0;
            }

            return true;
        }

        private int TakeDigits()
        {
            int first = Position;
            while (Position < _end && _text[Position] >= '0' && _text[Position] <= '9')
            {
                Position++;
            }

            return Position - first;
        }

        private static JsonKind KindOf(int letter)
        {
            switch (letter)
            {
                case '"':
                    return JsonKind.String;
                case '{':
                    return JsonKind.Object;
                case '[':
                    return JsonKind.Array;
                case 't':
                    return JsonKind.True;
                case 'f':
                    return JsonKind.False;
                case 'n':
                    return JsonKind.Null;
                default:
                    return letter == '-' || (letter >= '0' && letter <= '9') ? JsonKind.Number : JsonKind.None;
            }
        }
    }
}
