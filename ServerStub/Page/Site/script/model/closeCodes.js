/** Close codes and what they say (RFC 6455, 7.4.1; 1012 and 1013 of IANA's registry). @type {Record<number, string>} */
export const closeCodes = {
  1000: "normal",
  1001: "going away",
  1002: "protocol error",
  1003: "unwanted data",
  1005: "no code in the frame",
  1006: "no close frame",
  1007: "not UTF-8",
  1008: "token refused",
  1009: "too large",
  1010: "extension missing",
  1011: "server fault",
  1012: "restart",
  1013: "try again later",
};

/** Those that a person may want to send, the most usual first. */
export const sendableCloseCodes = [1012, 1000, 1001, 1002, 1003, 1007, 1008, 1009, 1011, 1013];
