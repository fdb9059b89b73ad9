import { perform } from "./action.js";
import { byId, setText } from "./dom.js";
import { duration, plural } from "./format.js";

/** @type {Record<import("../types.js").Link, string>} */
const linkNames = { connecting: "Connecting", live: "Live", gone: "Stub is gone", locked: "Key needed" };

/**
 * The line at the top: how the page stands with the stub, and what the stub says of itself.
 * @param {import("../types.js").App} app
 */
export function mountHeader(app) {
  const { store, control, refresher } = app;
  const link = byId("link");
  const facts = byId("stub-facts");
  const drain = /** @type {HTMLButtonElement} */ (byId("drain"));

  drain.addEventListener("click", () => {
    const wanted = !store.stub?.draining;
    perform(app, drain, () => control.drain(wanted), () =>
      wanted ? "Drained: every session is closed with 1001, and claims get 503." : "The drain has ended.").then(() => refresher.want("stub"));
  });

  const showFacts = () => {
    const stub = store.stub;
    setText(facts, stub ? [
      plural(stub.sessions, "open session"), `${stub.devices} registered`, `up ${duration(store.clock.now - Date.parse(stub.started))}`,
      `version ${stub.version}`, `run ${stub.run.slice(0, 4)}`,
    ].join("  ·  ") : "");
  };

  const show = () => {
    const stub = store.stub;
    document.body.dataset.link = store.link;
    link.dataset.link = stub?.draining && store.link === "live" ? "draining" : store.link;
    setText(link, stub?.draining && store.link === "live" ? "Draining" : linkNames[store.link]);
    byId("gone").hidden = store.link !== "gone";
    setText(drain, stub?.draining ? "End the drain" : "Drain");
    document.title = `${store.link === "live" ? plural(stub?.sessions ?? 0, "open session") : linkNames[store.link]} · Teddy bench`;
    showFacts();
  };

  store.watch(["link", "stub"], show);
  return showFacts;
}
