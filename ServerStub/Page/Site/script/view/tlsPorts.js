import { perform } from "./action.js";
import { byId, html } from "./dom.js";
import { KeyedList } from "./keyed.js";

/**
 * The ports with a bad certificate. There are none most of the time, and then nothing is shown of them.
 * @param {import("../types.js").App} app
 */
export function mountTlsPorts(app) {
  const { store, control, refresher } = app;
  const list = new KeyedList(byId("tls-ports"), (/** @type {import("../types.js").TlsPort} */ { port }) => port, ({ port, certificate }) => {
    const close = html("button", { type: "button", class: "small", "aria-label": `Close port ${port}`, onClick: async () => {
      await perform(app, close, () => control.closeTlsPort(port), () => `Port ${port} is closed.`);
      refresher.want("tls");
    } }, "Close");
    const address = `https://${location.hostname}:${port}`;
    return {
      element: html("li", {}, html("div", {}, html("span", { class: "title" }, address), html("span", { class: "detail" }, `certificate ${certificate.replaceAll("_", " ")}`)), close),
      update: () => {},
    };
  });
  store.watch(["tls"], () => {
    list.show(store.tlsPorts);
    byId("tls-section").hidden = store.tlsPorts.length === 0;
  });
}
