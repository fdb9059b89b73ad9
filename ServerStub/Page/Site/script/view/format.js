const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const clockShort = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const number = new Intl.NumberFormat("en");

/** 03:04:05, in the time zone of the reader. @param {number} at */
export const timeOfDay = (at) => clock.format(at);

/** 03:04 @param {number} at */
export const hourAndMinute = (at) => clockShort.format(at);

/** 12,345 @param {number} value */
export const count = (value) => number.format(value);

/**
 * "1 text", "2 texts".
 * @param {number} value
 * @param {string} noun
 */
export const plural = (value, noun) => `${count(value)} ${noun}${value === 1 ? "" : "s"}`;

/** 11 bytes, 1.5 KB @param {number} bytes */
export function size(bytes) {
  return bytes < 1000 ? plural(bytes, "byte") : bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** How long, in two units at most: a glance is enough. @param {number} ms */
export function duration(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  return days > 0 ? `${days} d ${hours % 24} h`
    : hours > 0 ? `${hours} h ${minutes % 60} min`
    : minutes > 0 ? `${minutes} min`
    : `${seconds} s`;
}

/** 12.3 ms, 4.5 s, 3 min @param {number} ms */
export const took = (ms) => (ms < 1000 ? `${ms} ms` : ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : duration(ms));

/** @param {number} ms */
export const ago = (ms) => (ms < 2000 ? "just now" : `${duration(ms)} ago`);
