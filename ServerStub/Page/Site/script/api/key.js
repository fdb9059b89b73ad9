const entry = "stub.controlKey";

/** The control key: kept in this tab until it is closed, never in a URL and never on disk. */
export const key = {
  /** @returns {Record<string, string>} */
  get headers() {
    const value = sessionStorage.getItem(entry);
    return value ? { "X-Control-Key": value } : {};
  },

  /** @param {string} value */
  keep(value) {
    sessionStorage.setItem(entry, value);
  },

  forget() {
    sessionStorage.removeItem(entry);
  },
};
