import { isEcho } from "./echo.js";

/**
 * @typedef {import("../types.js").StubEvent} StubEvent
 *
 * @typedef {object} EventRow one line of the list: an event, or a flood of texts that would only fill it
 * @property {string} key
 * @property {StubEvent} event the first of them
 * @property {StubEvent} last
 * @property {number} count
 * @property {number} bytes
 * @property {boolean} isEcho
 *
 * @typedef {{key: string, gap: string, at: number}} GapRow
 */

const floodKinds = new Set(["text_sent", "text_received"]);
const floodMs = 1000;

/**
 * The lines of the list, newest first.
 * @param {(StubEvent | import("./store.js").Gap)[]} entries oldest first
 * @param {(event: StubEvent) => boolean} isWanted
 * @param {number} most
 * @returns {(EventRow | GapRow)[]}
 */
export function eventRows(entries, isWanted, most) {
  /** @type {(EventRow | GapRow)[]} */
  const rows = [];
  /** The last event and line of each device. @type {Map<string | undefined, {event: StubEvent, row: EventRow}>} */
  const before = new Map();
  for (const entry of entries) {
    if ("gap" in entry) {
      rows.push({ key: `gap-${entry.at}`, ...entry });
      before.clear();
    } else if (isWanted(entry)) {
      add(rows, before, entry);
    }
  }

  return rows.slice(-most).reverse();
}

/**
 * @param {(EventRow | GapRow)[]} rows
 * @param {Map<string | undefined, {event: StubEvent, row: EventRow}>} before
 * @param {StubEvent} event
 */
function add(rows, before, event) {
  const previous = before.get(event.handle);
  const echo = isEcho(event, previous?.event);
  if (previous && rows.at(-1) === previous.row && !previous.row.isEcho && isSameFlood(previous.event, event)) {
    previous.row.count++;
    previous.row.bytes += event.bytes ?? 0;
    previous.row.last = event;
    before.set(event.handle, { event, row: previous.row });
    return;
  }

  const row = { key: `${event.at}-${event.id}`, event, last: event, count: 1, bytes: event.bytes ?? 0, isEcho: echo };
  rows.push(row);
  before.set(event.handle, { event, row });
}

/**
 * Texts of one size in quick succession are a flood. Those that a person sends are not, and each has its line.
 * @param {StubEvent} before
 * @param {StubEvent} event
 */
function isSameFlood(before, event) {
  return floodKinds.has(event.kind) && before.kind === event.kind && before.bytes === event.bytes
    && Date.parse(event.at) - Date.parse(before.at) < floodMs;
}
