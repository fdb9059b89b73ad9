using TeddyFirmware.Platform;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Tokens
{
    /// <summary>The tokens in an answer to a claim or a refresh, in either of the contract's spellings (sections 2.1 and 3).</summary>
    public sealed class TokenAnswer
    {
        private TokenAnswer()
        {
        }

        /// <summary>The access token.</summary>
        public string Access;

        /// <summary>The refresh token; null where the answer has none.</summary>
        public string Refresh;

        /// <summary>The access token's lifetime as the answer tells it, in seconds; -1 where it does not.</summary>
        public long ExpiresInSeconds;

        /// <summary>Reads the body of an answer.</summary>
        /// <param name="exchange">The exchange, answered with 200.</param>
        /// <param name="needsRefresh">Whether an answer without a refresh token is of no use.</param>
        /// <returns>The tokens; null where the body is unreadable in the contract's sense.</returns>
        public static TokenAnswer Read(HttpExchange exchange, bool needsRefresh)
        {
            TokenAnswer answer = new TokenAnswer { ExpiresInSeconds = -1 };
            JsonObjectReader reader = new JsonObjectReader(exchange.Body, exchange.BodyLength);
            reader.SkipMark();
            JsonStep step = reader.Read();
            bool isReadable = true;
            while (step == JsonStep.Member && isReadable)
            {
                isReadable = answer.TakeMember(reader);
                step = reader.Read();
            }

            // A token is checked as it is taken, so what is not null is a token.
            isReadable = isReadable && step == JsonStep.End && answer.Access != null && (answer.Refresh != null || !needsRefresh);
            return isReadable ? answer : null;
        }

        // False where the member makes the whole body unreadable. Unknown members are passed over unseen.
        private bool TakeMember(JsonObjectReader reader)
        {
            if (reader.NameIs("access") || reader.NameIs("access_token"))
            {
                Access = TakeToken(reader);
                return Access != null;
            }

            if (reader.NameIs("refresh") || reader.NameIs("refresh_token"))
            {
                // A server that does not rotate may say so with null.
                Refresh = TakeToken(reader);
                return Refresh != null || reader.Kind == JsonKind.Null;
            }

            if (reader.NameIs("expires_in"))
            {
                // Of another type, or no whole number: as good as none.
                ExpiresInSeconds = reader.GetWholeNumber(-1);
            }

            return true;
        }

        private static string TakeToken(JsonObjectReader reader)
        {
            string token = reader.GetString(Jwt.MaxLength);
            return Jwt.Read(token) == null ? null : token;
        }
    }
}
