namespace TeddyFirmware.Tests.Support
{
    /// <summary>What a scripted server does, request by request; the last for all that follow.</summary>
    public sealed class Script
    {
        private readonly object[] _steps;
        private readonly bool _isRepeated;
        private int _next;

        /// <summary>Initializes a new instance of the <see cref="Script"/> class.</summary>
        /// <param name="steps">What it does, in turn.</param>
        /// <param name="isRepeated">Whether the last is followed by the first again.</param>
        public Script(object[] steps, bool isRepeated)
        {
            _steps = steps;
            _isRepeated = isRepeated;
        }

        /// <summary>Takes the next.</summary>
        /// <returns>What the server does; null where the script says nothing.</returns>
        public object Next()
        {
            object step = _steps.Length == 0 ? null : _steps[_next];
            _next = _next + 1 < _steps.Length ? _next + 1 : _isRepeated ? 0 : _next;
            return step;
        }
    }
}
