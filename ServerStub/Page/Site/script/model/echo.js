// The server answers each text with "Echo: " and the same text (device contract, section 4).
const prefixBytes = 6;

/**
 * True where a text of the stub is the echo of what the device has just said: its size tells, its words are never shown.
 * @param {import("../types.js").StubEvent} event
 * @param {import("../types.js").StubEvent | undefined} before the one before it of the same device
 */
export function isEcho(event, before) {
  return event.kind === "text_sent" && before?.kind === "text_received" && event.bytes === (before.bytes ?? 0) + prefixBytes;
}
