/**
 * @typedef {{from: number, to: number | undefined, frozenAt: number | undefined, close: import("../types.js").StubEvent | undefined}} Span
 */

/**
 * The times in which a session was open, oldest first.
 * @param {import("./track.js").Mark[]} marks
 * @param {import("../types.js").Session} [open] what the stub says of the open one: its opening may be older than every mark
 * @returns {Span[]}
 */
export function sessionSpans(marks, open) {
  /** @type {Span[]} */
  const spans = [];
  /** @type {Span | undefined} */
  let current;
  for (const { at, event } of marks) {
    if (event.kind === "session_opened") {
      current = { from: at, to: undefined, frozenAt: undefined, close: undefined };
      spans.push(current);
    } else if (event.kind === "session_frozen" && current) {
      current.frozenAt = at;
    } else if (event.kind === "session_closed") {
      const from = current?.from ?? at - (event.ms ?? 0);
      if (!current) {
        spans.push((current = { from, to: at, frozenAt: undefined, close: event }));
      }

      current.to = at;
      current.close = event;
      current = undefined;
    }
  }

  if (open && !current) {
    const from = Date.parse(open.opened);
    // A session that has been closed is no longer open, though the stub's answer may be a moment older than the event.
    if (!spans.some((span) => Math.abs(span.from - from) < 1000)) {
      spans.push({ from, to: undefined, frozenAt: open.frozen ? from : undefined, close: undefined });
    }
  }

  return spans;
}
