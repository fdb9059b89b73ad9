import { duration, plural } from "./format.js";

/**
 * A timeline in words, for those who do not see it; the list of events has the same in full.
 * @param {import("../model/track.js").Mark[]} marks
 * @param {import("../model/sessions.js").Span[]} spans
 * @param {number} windowMs
 */
export function summary(marks, spans, windowMs) {
  /** @param {string} kind */
  const countOf = (kind) => marks.filter(({ event }) => event.kind === kind).length;
  const refreshes = countOf("refresh_answered");
  const parts = [
    [countOf("claim_answered"), plural(countOf("claim_answered"), "claim")],
    [refreshes, `${refreshes} refresh${refreshes === 1 ? "" : "es"}`],
    [countOf("session_opened"), plural(countOf("session_opened"), "opening")],
    [countOf("session_closed"), plural(countOf("session_closed"), "close")],
    [countOf("fault_fired"), plural(countOf("fault_fired"), "fault")],
  ].filter(([number]) => Number(number) > 0).map(([, text]) => text);
  const isOpen = spans.at(-1)?.to === undefined && spans.length > 0;
  return `Timeline of the last ${duration(windowMs)}: ${parts.join(", ") || "nothing happened"}; the session is ${isOpen ? "open" : "not open"}.`;
}
