import { sessionSpans } from "../model/sessions.js";
import { svg } from "./dom.js";
import { drawAxis } from "./timelineAxis.js";
import { layout } from "./timelineLayout.js";
import { drawMarks } from "./timelineMarks.js";
import { drawBands, drawEnds, drawTexts } from "./timelineSessions.js";
import { summary } from "./timelineSummary.js";

const widthBeforeLayout = 600;

/**
 * What happened to a device, on an axis of time whose right end is now. It is drawn when there is something new; between,
 * the drawing is only moved.
 */
export class Timeline {
  /** The bands end at now, in a view of their own; a mark at now is seen whole. */
  #bands = svg("g");
  #marks = svg("g");
  #bandView = svg("svg", { height: layout.height }, this.#bands);
  #markView = svg("svg", { height: layout.height }, this.#marks);
  #rows = svg("g", { class: "timeline-rows" });
  #now = svg("line", { class: "timeline-now", y1: 4, y2: layout.axisY });
  #width = 0;
  #isStale = true;
  #drawn = { version: -1, windowMs: 0, from: 0, open: "" };

  constructor() {
    this.element = svg("svg", { class: "timeline", role: "img", height: layout.height }, this.#rows, this.#bandView, this.#now, this.#markView);
    new ResizeObserver(([entry]) => {
      const width = Math.round(entry.contentRect.width);
      this.#isStale ||= width !== this.#width;
      this.#width = width;
    }).observe(this.element);
  }

  /**
   * @param {import("../model/track.js").Track[]} tracks of the device, and of what concerns every device
   * @param {import("../types.js").Device} device
   * @param {number} now
   * @param {number} windowMs
   */
  show(tracks, device, now, windowMs) {
    const drawn = this.#drawn;
    const from = now - windowMs;
    const version = tracks.reduce((sum, track) => sum + track.version, 0);
    const open = `${device.session?.opened}${device.session?.frozen}`;
    const isOld = from - drawn.from > windowMs / 40 || from < drawn.from;
    if (this.#isStale || isOld || drawn.version !== version || drawn.windowMs !== windowMs || drawn.open !== open) {
      this.#draw(tracks, device, from, windowMs);
      this.#drawn = { version, windowMs, from, open };
      this.#isStale = false;
    }

    const shift = ((from - this.#drawn.from) / windowMs) * this.#plotWidth;
    for (const group of [this.#bands, this.#marks]) {
      group.setAttribute("transform", `translate(${-shift.toFixed(1)} 0)`);
    }
  }

  get #gutter() {
    return this.#width >= layout.gutterFrom ? layout.gutter : 0;
  }

  get #plotWidth() {
    return (this.#width || widthBeforeLayout) - this.#gutter - layout.rightMargin;
  }

  /**
   * @param {import("../model/track.js").Track[]} tracks
   * @param {import("../types.js").Device} device
   * @param {number} from
   * @param {number} windowMs
   */
  #draw(tracks, device, from, windowMs) {
    const plotWidth = this.#plotWidth;
    const gutter = this.#gutter;
    set(this.#bandView, { x: gutter, width: plotWidth });
    set(this.#markView, { x: gutter, width: plotWidth + layout.rightMargin });
    set(this.#now, { x1: gutter + plotWidth, x2: gutter + plotWidth });
    this.#drawRows(gutter, plotWidth);

    const scale = { x: (/** @type {number} */ at) => ((at - from) / windowMs) * plotWidth, from, to: from + windowMs * 1.25 };
    const isShown = (/** @type {import("../model/track.js").Mark} */ { at }) => at >= from - windowMs / 20;
    const marks = tracks.flatMap((track) => track.marks.filter(isShown)).sort((a, b) => a.at - b.at);
    const spans = sessionSpans(tracks[0].marks, device.session).filter((span) => span.to === undefined || span.to >= from);
    this.#bands.replaceChildren(drawAxis(scale, plotWidth, windowMs), drawBands(spans, scale));
    this.#marks.replaceChildren(
      drawTexts(tracks[0].texts.filter(isShown), scale), drawEnds(spans, scale, plotWidth), drawMarks(marks, scale, plotWidth));
    this.element.setAttribute("aria-label", summary(marks, spans, windowMs));
  }

  /** @param {number} gutter @param {number} plotWidth */
  #drawRows(gutter, plotWidth) {
    this.#rows.replaceChildren(...layout.rows.flatMap(({ name, y }) => [
      svg("line", { x1: gutter, x2: gutter + plotWidth, y1: y, y2: y }),
      ...(gutter > 0 ? [svg("text", { x: 0, y: y + 4 }, name)] : []),
    ]));
  }
}

/** @param {Element} element @param {Record<string, number>} attributes */
function set(element, attributes) {
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, String(value)));
}
