import { svg } from "./dom.js";
import { hourAndMinute, timeOfDay } from "./format.js";
import { layout } from "./timelineLayout.js";

const second = 1000;
const minute = 60 * second;
const stepsMs = [5 * second, 10 * second, 15 * second, 30 * second, minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute];
const tickPx = 76;

/**
 * Ticks at round times of day, further apart than their labels are wide.
 * @param {import("./timelineLayout.js").Scale} scale
 * @param {number} plotWidth
 * @param {number} windowMs
 */
export function drawAxis(scale, plotWidth, windowMs) {
  const least = (windowMs * tickPx) / plotWidth;
  const stepMs = stepsMs.find((step) => step >= least) ?? 60 * minute;
  const label = stepMs < minute ? timeOfDay : hourAndMinute;
  const axis = svg("g", { class: "timeline-axis" });
  for (let at = Math.floor(scale.from / stepMs) * stepMs; at < scale.to; at += stepMs) {
    const x = scale.x(at);
    const isWhole = x > tickPx / 3 && x < plotWidth - tickPx / 3;
    axis.append(
      svg("line", { x1: x.toFixed(1), x2: x.toFixed(1), y1: 4, y2: layout.axisY }),
      ...(isWhole ? [svg("text", { x: x.toFixed(1), y: layout.axisTextY, "text-anchor": "middle" }, label(at))] : []));
  }

  return axis;
}
