import { byId, setText } from "./dom.js";

/**
 * Asks for the control key.
 * @param {string} message the stub's own sentence
 * @returns {Promise<string>}
 */
export function askKey(message) {
  const dialog = /** @type {HTMLDialogElement} */ (byId("key-dialog"));
  const input = /** @type {HTMLInputElement} */ (byId("key"));
  const form = /** @type {HTMLFormElement} */ (byId("key-form"));
  setText(byId("key-message"), message);
  // Without a key there is nothing behind the dialog to go back to.
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  dialog.showModal();
  return new Promise((resolve) => {
    form.addEventListener("submit", function submit(event) {
      event.preventDefault();
      const value = input.value.trim();
      if (value === "") {
        return;
      }

      form.removeEventListener("submit", submit);
      input.value = "";
      dialog.close();
      resolve(value);
    });
  });
}
