import { perform } from "./action.js";
import { byId, html, setText } from "./dom.js";
import { KeyedList } from "./keyed.js";
import { wordsOf } from "./stepWords.js";

/**
 * The plans that wait, each with a button that clears it.
 * @param {import("../types.js").App} app
 */
export function mountWaiting(app) {
  const { store, control, refresher } = app;
  const heading = byId("waiting-heading");
  const clearAll = /** @type {HTMLButtonElement} */ (byId("clear-all"));
  const list = new KeyedList(byId("waiting"), (/** @type {import("../types.js").Fault} */ fault) => fault.id, (fault) => createRow(fault));

  /** @param {import("../types.js").Fault} first */
  const createRow = (first) => {
    const what = html("span", { class: "title" });
    const detail = html("span", { class: "detail" });
    const clear = html("button", { type: "button", class: "small", "aria-label": `Clear fault ${first.id}`, onClick: async () => {
      await perform(app, clear, () => control.clear(first.id), () => `Fault ${first.id} is cleared.`);
      refresher.want("faults", "devices");
      // Its row goes, and the focus would fall to the top of the page.
      heading.focus();
    } }, "Clear");
    return {
      element: html("li", {}, html("div", {}, what, detail), clear),
      update: (/** @type {import("../types.js").Fault} */ fault) => {
        setText(what, wordsOf(fault.step, store.catalogue));
        setText(detail, [
          fault.device ?? "every device", fault.left < 0 ? "until cleared" : `${fault.left} more`, fault.scenario && `of ${fault.scenario}`,
        ].filter(Boolean).join("  ·  "));
      },
    };
  };

  clearAll.addEventListener("click", async () => {
    await perform(app, clearAll, () => control.clearAll(), () => "Every fault is cleared.");
    refresher.want("faults", "devices");
    heading.focus();
  });
  store.watch(["faults", "catalogue"], () => {
    list.show(store.faults);
    byId("waiting-none").hidden = store.faults.length > 0;
    clearAll.hidden = store.faults.length < 2;
    setText(heading, store.faults.length > 0 ? `Waiting faults (${store.faults.length})` : "Waiting faults");
  });
}
