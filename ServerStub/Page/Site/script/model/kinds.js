import { closeCodes } from "./closeCodes.js";

/**
 * @typedef {import("../types.js").StubEvent} StubEvent
 * @typedef {"good" | "info" | "warn" | "bad" | "fault" | "quiet"} Tone
 * @typedef {"request" | "session" | "text" | "fault"} Row the row of a timeline
 *
 * @typedef {object} Kind how an event is shown
 * @property {(event: StubEvent) => string} title
 * @property {(event: StubEvent) => Tone} tone
 * @property {Row} [row]
 * @property {string} [shape] of its mark; colour alone would not do (WCAG 2.2, 1.4.1)
 */

/** @type {(event: StubEvent) => Tone} */
const byStatus = ({ status }) => (status === undefined ? "bad" : status < 300 ? "info" : status === 429 || status === 503 ? "warn" : "bad");

/** @type {(tone: Tone) => () => Tone} */
const always = (tone) => () => tone;

/** @type {(what: string) => (event: StubEvent) => string} */
const answered = (what) => ({ status }) => (status === undefined ? `${what} left without an answer` : `${what} answered with ${status}`);

/** @type {(event: StubEvent) => string} */
const closed = ({ close_code: code }) =>
  code === undefined ? "Session closed" : `Session closed with ${code}` + (closeCodes[code] ? `, ${closeCodes[code]}` : "");

/** @type {(event: StubEvent) => string} */
const planOf = ({ note }) => (note ? `: ${note.replaceAll("_", " ")}` : "");

/** Every kind of event of Control/README.md. @type {Record<string, Kind>} */
export const kinds = {
  started: { title: () => "The stub started", tone: always("quiet") },
  stopping: { title: () => "The stub stops", tone: always("warn") },
  claim_answered: { title: answered("Claim"), tone: byStatus, row: "request", shape: "diamond" },
  refresh_answered: { title: answered("Refresh"), tone: byStatus, row: "request", shape: "circle" },
  upgrade_refused: {
    title: ({ status }) => "Session refused" + (status === undefined ? "" : ` with ${status}`), tone: always("bad"), row: "request", shape: "cross",
  },
  session_opened: { title: () => "Session opened", tone: always("good"), row: "session" },
  session_closed: { title: closed, tone: ({ close_code: code }) => (code === 1000 ? "quiet" : code === 1006 ? "bad" : "warn"), row: "session" },
  session_frozen: { title: () => "Session frozen: the stub reads and writes no more", tone: always("fault"), row: "session" },
  text_received: { title: () => "Text from the device", tone: always("quiet"), row: "text" },
  text_sent: { title: () => "Text to the device", tone: always("quiet"), row: "text" },
  pings_sent: { title: ({ count }) => `${count ?? "Many"} pings sent`, tone: always("fault"), row: "fault", shape: "triangle" },
  fault_planned: { title: (event) => `Fault ${event.fault} planned${planOf(event)}`, tone: always("quiet"), row: "fault", shape: "hollow" },
  fault_fired: { title: (event) => `Fault ${event.fault} struck${planOf(event)}`, tone: always("fault"), row: "fault", shape: "triangle" },
  fault_cleared: { title: (event) => `Fault ${event.fault} cleared${planOf(event)}`, tone: always("quiet") },
  device_registered: { title: () => "Device registered", tone: always("quiet") },
  device_enabled: { title: () => "Device enabled", tone: always("quiet"), row: "fault", shape: "bar" },
  device_disabled: { title: () => "Device disabled", tone: always("warn"), row: "fault", shape: "bar" },
  device_removed: { title: () => "Device removed", tone: always("warn") },
  drain_started: { title: () => "Drain began: no session, no claim", tone: always("warn"), row: "fault", shape: "bar" },
  drain_ended: { title: () => "Drain ended", tone: always("quiet"), row: "fault", shape: "bar" },
  tls_opened: { title: ({ port, note }) => `Port ${port} opened: certificate ${words(note)}`, tone: always("fault"), row: "fault", shape: "hollow" },
  tls_closed: { title: ({ port }) => `Port ${port} closed`, tone: always("quiet") },
  tls_refused: { title: ({ port, note }) => `Certificate ${words(note)} refused on port ${port}, as it should be`, tone: always("good"), row: "request", shape: "circle" },
  tls_accepted: { title: ({ port, note }) => `Certificate ${words(note)} accepted on port ${port}: a grave fault of the device`, tone: always("bad"), row: "request", shape: "cross" },
  faulted: { title: ({ note }) => `The stub itself failed: ${note ?? "no reason given"}`, tone: always("bad") },
};

/**
 * How an event is shown; one that this page does not know yet by its bare name.
 * @param {StubEvent} event
 * @returns {Kind}
 */
export function kindOf(event) {
  return kinds[event.kind] ?? { title: () => words(event.kind), tone: always("quiet") };
}

/** @param {string | undefined} name */
function words(name) {
  return (name ?? "").replaceAll("_", " ");
}
