import { ControlError } from "../api/errors.js";
import { perform } from "./action.js";
import { byId, setText } from "./dom.js";

const hint = "8 to 64 of A–Z a–z 0–9 _ -. Its secret is made up and stays in devices.json of the data folder.";

/**
 * Registers a device. What was typed is gone from the page when it is done: a full id is not shown.
 * @param {import("../types.js").App} app
 */
export function mountRegister(app) {
  const { store, control, refresher } = app;
  const form = /** @type {HTMLFormElement} */ (byId("register-form"));
  const id = /** @type {HTMLInputElement} */ (byId("register-id"));
  const button = /** @type {HTMLButtonElement} */ (byId("register"));
  setText(byId("register-hint"), hint);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const result = await perform(app, button, () => control.register(id.value.trim()), ({ device }) => `${device} is registered.`);
    const problem = result instanceof ControlError ? result.fields.find(({ field }) => field === "device_id")?.problem : undefined;
    id.setAttribute("aria-invalid", String(problem !== undefined));
    setText(byId("register-hint"), problem ? `It ${problem}.` : hint);
    if (result instanceof ControlError) {
      id.focus();
      return;
    }

    id.value = "";
    await refresher.want("devices", "stub");
    store.select(result.handle);
  });
}
