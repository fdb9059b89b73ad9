/** Where the rows of a timeline lie, in pixels. */
export const layout = {
  height: 112,
  /** Width for the names of the rows, and the width of a timeline from which on there is room for them. */
  gutter: 72,
  gutterFrom: 520,
  rightMargin: 10,
  rows: [{ name: "requests", y: 18 }, { name: "session", y: 48 }, { name: "faults", y: 78 }],
  requestY: 18,
  bandY: 37,
  bandHeight: 22,
  faultY: 78,
  axisY: 92,
  axisTextY: 107,
  /** Marks of one look that are nearer than this are one mark. */
  mergePx: 2,
  /** A label needs this much room to the one before it. */
  labelPx: 30,
};

/**
 * @typedef {{x: (at: number) => number, from: number, to: number}} Scale
 */
