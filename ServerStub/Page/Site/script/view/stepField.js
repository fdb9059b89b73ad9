import { html, setText } from "./dom.js";

/** What a required field begins with, where the stub has no default: the answer that a bench wants most. @type {Record<string, string>} */
const suggestions = { status: "503", text: "A text that nobody asked for" };

/** One field of a step: a label, an input, and below it what is meant or what is wrong. */
export class StepField {
  #field;
  /** @type {HTMLInputElement | HTMLSelectElement} */
  #input;
  #hint;

  /**
   * @param {import("../types.js").Field} field
   * @param {string} id
   */
  constructor(field, id) {
    this.#field = field;
    this.#input = inputOf(field, id);
    this.#hint = html("span", { class: "hint", id: `${id}-hint` }, field.meaning);
    const label = field.name.replaceAll("_", " ");
    this.element = html("div", { class: "field" }, html("label", { for: id }, label[0].toUpperCase() + label.slice(1)), this.#input, this.#hint);
  }

  get name() {
    return this.#field.name;
  }

  get isComplete() {
    return !this.#field.required || this.#field.default !== undefined;
  }

  get isWrong() {
    return this.#input.getAttribute("aria-invalid") === "true";
  }

  /** As the stub wants it; a number that is none goes as it is, and the stub says what is wrong with it. */
  get value() {
    const text = this.#input.value;
    if (text === "") {
      return undefined;
    }

    return this.#field.type === "number" && Number.isFinite(Number(text)) ? Number(text) : text;
  }

  focus() {
    this.#input.focus();
    if (this.#input instanceof HTMLInputElement) {
      this.#input.select();
    }
  }

  /** @param {string | undefined} problem */
  showProblem(problem) {
    this.#input.setAttribute("aria-invalid", String(problem !== undefined));
    setText(this.#hint, problem ? `It ${problem}.` : this.#field.meaning);
  }
}

/**
 * @param {import("../types.js").Field} field
 * @param {string} id
 */
function inputOf({ name, type, required, max, choices, default: byDefault }, id) {
  const common = { id, name, required, "aria-describedby": `${id}-hint` };
  if (type === "choice") {
    return html("select", common, ...(choices ?? []).map((choice) =>
      html("option", { value: choice, selected: choice === byDefault }, choice.replaceAll("_", " "))));
  }

  // Not type="number": it hides what it does not understand, and a wheel over it changes the value.
  return html("input", {
    ...common, type: "text", inputmode: type === "number" ? "numeric" : undefined, maxlength: type === "text" ? max : undefined,
    value: byDefault ?? (required ? suggestions[name] : undefined), autocomplete: "off",
  });
}
