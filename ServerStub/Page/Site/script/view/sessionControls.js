import { closeCodes, sendableCloseCodes } from "../model/closeCodes.js";
import { perform } from "./action.js";
import { byId, html, setText } from "./dom.js";

/**
 * Close, drop, disable and remove: at once, and with no plan.
 * @param {import("../types.js").App} app
 */
export function mountSessionControls(app) {
  const { store, control, refresher } = app;
  const code = /** @type {HTMLSelectElement} */ (byId("close-code"));
  code.append(...sendableCloseCodes.map((value) => html("option", { value }, `${value} ${closeCodes[value]}`)));

  /** @param {string} id @param {(handle: string) => Promise<any>} work @param {() => string} done */
  const button = (id, work, done) => {
    const element = /** @type {HTMLButtonElement} */ (byId(id));
    element.addEventListener("click", async () => {
      const { selected } = store;
      if (selected) {
        await perform(app, element, () => work(selected), done);
        refresher.want("devices");
      }
    });
    return element;
  };

  const selectedDevice = () => (store.selected ? store.devices.get(store.selected) : undefined);
  button("close", (handle) => control.close(handle, Number(code.value)), () => `Closed with ${code.value}.`);
  button("drop", (handle) => control.drop(handle), () => "Dropped: a TCP reset, and no close frame.");
  let wasEnabled = true;
  const enable = button("enable", (handle) => {
    wasEnabled = selectedDevice()?.enabled ?? true;
    return control.setEnabled(handle, !wasEnabled);
  }, () => (wasEnabled ? "Disabled: its next claim or session is refused. An open session stays." : "Enabled."));
  confirmed(button("remove", (handle) => control.remove(handle), () => "Removed. An open session stays."));
  store.watch(["devices", "selection"], () => setText(enable, selectedDevice()?.enabled === false ? "Enable" : "Disable"));
}

/**
 * Asks again by its own label: the first press only arms the button, leaving it disarms.
 * @param {HTMLButtonElement} button
 */
function confirmed(button) {
  const label = button.textContent ?? "";
  const disarm = () => {
    delete button.dataset.armed;
    setText(button, label);
  };
  button.addEventListener("click", (event) => {
    if (button.dataset.armed) {
      disarm();
    } else {
      event.stopImmediatePropagation();
      button.dataset.armed = "true";
      setText(button, `Really ${label.toLowerCase()}?`);
    }
  }, { capture: true });
  button.addEventListener("blur", disarm);
}
