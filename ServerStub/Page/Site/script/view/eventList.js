import { kindOf } from "../model/kinds.js";
import { eventRows } from "../model/eventRows.js";
import { byId, html, setText } from "./dom.js";
import { count, size, timeOfDay, took } from "./format.js";
import { KeyedList } from "./keyed.js";

const rowsShown = 150;

/**
 * @typedef {import("../model/eventRows.js").EventRow} EventRow
 * @typedef {import("../model/eventRows.js").GapRow} GapRow
 */

/**
 * What happened, newest first: the same as the timelines, in words.
 * @param {import("../types.js").App} app
 */
export function mountEvents({ store }) {
  const onlySelected = /** @type {HTMLInputElement} */ (byId("events-selected"));
  const withTexts = /** @type {HTMLInputElement} */ (byId("events-texts"));
  const list = new KeyedList(byId("events"), (/** @type {EventRow | GapRow} */ row) => row.key, createRow);

  const show = () => {
    const rows = eventRows(store.events.items, (event) =>
      (withTexts.checked || !event.kind.startsWith("text_"))
      && (!onlySelected.checked || !event.handle || !store.selected || event.handle === store.selected), rowsShown);
    list.show(rows);
    byId("events-none").hidden = rows.length > 0;
  };

  store.watch(["events", "selection"], show);
  onlySelected.addEventListener("change", show);
  withTexts.addEventListener("change", show);
}

/**
 * @param {EventRow | GapRow} first
 * @returns {import("./keyed.js").Row<EventRow | GapRow>}
 */
function createRow(first) {
  if ("gap" in first) {
    return { element: html("li", { class: "gap" }, html("span", {}, `${first.gap}, ${timeOfDay(first.at)}`)), update: () => {} };
  }

  const { event } = first;
  const detail = html("span", { class: "detail" });
  const title = html("span", { class: "title" });
  const at = new Date(event.at);
  const element = html("li", { "data-tone": kindOf(event).tone(event), "data-kind": event.kind },
    html("time", { datetime: event.at }, timeOfDay(at.getTime()), html("small", {}, `.${String(at.getMilliseconds()).padStart(3, "0")}`)),
    html("span", { class: "who" }, event.device ?? (event.kind.startsWith("fault_") ? "every" : "stub")), title, detail);
  return {
    element,
    update: (row) => {
      const shown = /** @type {EventRow} */ (row);
      setText(title, (shown.isEcho ? "Echo to the device" : kindOf(event).title(event)) + (shown.count > 1 ? `, ${count(shown.count)} times` : ""));
      setText(detail, detailOf(shown));
    },
  };
}

/** @param {EventRow} row */
function detailOf({ event, bytes }) {
  const isFault = event.kind.startsWith("fault_");
  return [
    event.bytes !== undefined && size(bytes),
    event.ms !== undefined && (event.kind === "session_closed" ? `was open ${took(event.ms)}` : took(event.ms)),
    event.token && `token ${event.token}`,
    event.fault !== undefined && !isFault && `fault ${event.fault}`,
    event.note && !isFault && !event.kind.startsWith("tls_") && event.kind !== "faulted" && event.note.replaceAll("_", " "),
  ].filter(Boolean).join("  ·  ");
}
