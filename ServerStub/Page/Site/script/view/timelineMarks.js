import { kindOf } from "../model/kinds.js";
import { svg } from "./dom.js";
import { timeOfDay } from "./format.js";
import { layout } from "./timelineLayout.js";

/** The shapes, around 0 0. @type {Record<string, string>} */
const shapes = {
  diamond: "M0-7 7 0 0 7-7 0Z",
  circle: "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0Z",
  cross: "M-5-5 5 5M5-5-5 5",
  triangle: "M0-7 7 6H-7Z",
  hollow: "M0-6 6 5H-6Z",
  bar: "M-2-8H2V8H-2Z",
};

/**
 * Claims, refreshes and refusals above the session, faults below it.
 * @param {import("../model/track.js").Mark[]} marks oldest first
 * @param {import("./timelineLayout.js").Scale} scale
 * @param {number} plotWidth
 */
export function drawMarks(marks, scale, plotWidth) {
  const group = svg("g", { class: "timeline-marks" });
  /** @type {Map<string, number>} */
  const lastAt = new Map();
  let labelFrom = -Infinity;
  for (const { at, event } of marks) {
    const { title, tone, row, shape } = kindOf(event);
    const x = scale.x(at);
    const look = `${row} ${shape} ${tone(event)}`;
    if (!shape || x - (lastAt.get(look) ?? -Infinity) < layout.mergePx) {
      continue;
    }

    lastAt.set(look, x);
    const y = row === "request" ? layout.requestY : layout.faultY;
    group.append(mark(shape, x, y, `${tone(event)} ${shape}`, `${timeOfDay(at)}  ${title(event)}`));
    if (row === "request" && event.status !== undefined && event.status >= 300 && x >= labelFrom) {
      // Beside now there is no room to the right of it.
      const isAtEdge = x + layout.labelPx + 10 > plotWidth;
      group.append(svg("text", {
        x: (isAtEdge ? x - 10 : x + 10).toFixed(1), y: y + 4, class: tone(event), "text-anchor": isAtEdge ? "end" : "start",
      }, event.status));
      labelFrom = x + layout.labelPx + 10;
    }
  }

  return group;
}

/**
 * A shape by itself, for the legend.
 * @param {string} shape
 * @param {number} x
 * @param {number} y
 * @param {string} look
 * @param {string} [title]
 */
export function mark(shape, x, y, look, title) {
  return svg("path", { d: shapes[shape], transform: `translate(${x.toFixed(1)} ${y})`, class: `mark ${look}` }, title && svg("title", {}, title));
}
