import { perform } from "./action.js";
import { byId, html } from "./dom.js";
import { KeyedList } from "./keyed.js";
import { plural } from "./format.js";

/**
 * The ready scenarios: several steps with one press, the same files that the tests use.
 * @param {import("../types.js").App} app
 */
export function mountScenarios(app) {
  const { store, control, refresher } = app;
  const list = new KeyedList(byId("scenarios"), (/** @type {import("../types.js").Scenario} */ scenario) => scenario.name, ({ name, description, steps }) => {
    const run = html("button", { type: "button", class: "small", "aria-label": `Run ${name}`, onClick: async () => {
      await perform(app, run, () => control.runScenario(name, store.selected), ({ faults }) => `${name}: ${plural(faults.length, "step")} planned.`);
      refresher.want("faults", "devices", "tls", "stub");
    } }, "Run");
    const element = html("li", {}, html("div", {}, html("span", { class: "title" }, name), html("span", { class: "detail" }, description)), run);
    element.title = plural(steps.length, "step");
    return { element, update: () => {} };
  });
  store.watch(["scenarios"], () => {
    list.show(store.scenarios);
    byId("scenarios-none").hidden = store.scenarios.length > 0;
  });
}
