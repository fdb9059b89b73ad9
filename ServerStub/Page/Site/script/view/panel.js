import { byId, html, setText } from "./dom.js";
import { mountFaultPanel } from "./faultPanel.js";
import { mountRegister } from "./registerForm.js";
import { mountScenarios } from "./scenarioList.js";
import { mountSessionControls } from "./sessionControls.js";
import { mountTextBox } from "./textBox.js";
import { mountTlsPorts } from "./tlsPorts.js";
import { mountWaiting } from "./waitingFaults.js";

/**
 * Everything that acts on a device. Which one stands at the top, in one place for all of it.
 * @param {import("../types.js").App} app
 */
export function mountPanel(app) {
  mountTarget(app.store);
  mountTextBox(app);
  mountSessionControls(app);
  mountFaultPanel(app);
  mountWaiting(app);
  mountScenarios(app);
  mountTlsPorts(app);
  mountRegister(app);
}

/** @param {import("../model/store.js").Store} store */
function mountTarget(store) {
  const select = /** @type {HTMLSelectElement} */ (byId("target"));
  let shown = "";
  store.watch(["devices", "selection"], () => {
    const devices = [...store.devices.values()];
    const wanted = devices.map(({ handle, device }) => handle + device).join();
    if (wanted !== shown) {
      shown = wanted;
      select.replaceChildren(html("option", { value: "" }, "every device"), ...devices.map(({ handle, device }) => html("option", { value: handle }, device)));
    }

    select.value = store.selected ?? "";
    const device = store.selected ? store.devices.get(store.selected) : undefined;
    byId("device-only").hidden = !device;
    setText(byId("target-hint"), device ? "" : "Faults and scenarios strike every device. Choose one to send it a text.");
  });
  select.addEventListener("change", () => store.select(select.value || undefined));
}
