import { kindOf } from "../model/kinds.js";
import { svg } from "./dom.js";
import { duration, size, timeOfDay } from "./format.js";
import { layout } from "./timelineLayout.js";

const leastWidth = 2;
const tickHeight = 8;

/**
 * The sessions as bands. One that is open reaches beyond now, where its view ends.
 * @param {import("../model/sessions.js").Span[]} spans
 * @param {import("./timelineLayout.js").Scale} scale
 */
export function drawBands(spans, scale) {
  const group = svg("g");
  for (const { from, to, frozenAt } of spans) {
    const right = scale.x(to ?? scale.to);
    group.append(band(scale.x(from), right, "band", to === undefined ? `Open since ${timeOfDay(from)}` : `Open for ${duration(to - from)}`));
    if (frozenAt !== undefined) {
      group.append(band(scale.x(frozenAt), right, "band frozen", `Frozen since ${timeOfDay(frozenAt)}`));
    }
  }

  return group;
}

/**
 * The closes, each with its code where there is room.
 * @param {import("../model/sessions.js").Span[]} spans oldest first
 * @param {import("./timelineLayout.js").Scale} scale
 * @param {number} plotWidth
 */
export function drawEnds(spans, scale, plotWidth) {
  const group = svg("g");
  let labelFrom = -Infinity;
  for (const { to, close } of spans) {
    if (!close || to === undefined) {
      continue;
    }

    const { title, tone } = kindOf(close);
    const x = scale.x(to);
    group.append(svg("rect", { x: (x - 2).toFixed(1), y: layout.bandY - 3, width: 3, height: layout.bandHeight + 6, rx: 1.5, class: `band-end ${tone(close)}` },
      svg("title", {}, `${timeOfDay(to)}  ${title(close)}`)));
    if (x >= labelFrom) {
      // Beside now there is no room to the right of it.
      const isAtEdge = x + layout.labelPx > plotWidth;
      group.append(svg("text", {
        x: (isAtEdge ? x - 5 : x + 5).toFixed(1), y: layout.bandY - 3, class: tone(close), "text-anchor": isAtEdge ? "end" : "start",
      }, close.close_code ?? ""));
      labelFrom = x + layout.labelPx + 6;
    }
  }

  return group;
}

/**
 * Texts as fine strokes in the band: those of the device in its upper half, those of the stub in its lower half.
 * @param {import("../model/track.js").Mark[]} texts oldest first
 * @param {import("./timelineLayout.js").Scale} scale
 */
export function drawTexts(texts, scale) {
  const group = svg("g", { class: "timeline-texts" });
  const lastAt = { text_received: -Infinity, text_sent: -Infinity };
  for (const { at, event } of texts) {
    const kind = /** @type {keyof typeof lastAt} */ (event.kind);
    const x = scale.x(at);
    if (x - lastAt[kind] < layout.mergePx) {
      continue;
    }

    lastAt[kind] = x;
    const y = layout.bandY + (kind === "text_received" ? 2 : layout.bandHeight - tickHeight - 2);
    group.append(svg("rect", { x: (x - 0.75).toFixed(1), y, width: 1.5, height: tickHeight },
      svg("title", {}, `${timeOfDay(at)}  Text ${kind === "text_received" ? "from" : "to"} the device, ${size(event.bytes ?? 0)}`)));
  }

  return group;
}

/** @param {number} left @param {number} right @param {string} look @param {string} title */
function band(left, right, look, title) {
  // What began days ago is not drawn millions of pixels wide.
  left = Math.max(left, -20);
  return svg("rect", {
    x: left.toFixed(1), y: layout.bandY, width: Math.max(leastWidth, right - left).toFixed(1), height: layout.bandHeight, rx: 4, class: look,
  }, svg("title", {}, title));
}
