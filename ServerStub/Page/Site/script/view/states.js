/** What a device's state is called here. @type {Record<import("../types.js").Device["state"], {name: string, sentence: string}>} */
export const states = {
  never: { name: "Not heard", sentence: "not heard in this run" },
  claimed: { name: "Claimed", sentence: "has tokens, and no session yet" },
  open: { name: "Open", sentence: "has an open session" },
  closed: { name: "Closed", sentence: "has no session" },
};
