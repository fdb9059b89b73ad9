import { html } from "./dom.js";
import { StepField } from "./stepField.js";

/** How often a step acts is a field of every step (Control/README.md), and no row of the catalogue. @type {import("../types.js").Field} */
const times = { name: "times", type: "number", required: false, min: 0, max: 1_000_000, default: 1, meaning: "How often; 0: until cleared." };

/** The fields of one step, made from its row of the catalogue. */
export class StepForm {
  #fields;

  /**
   * @param {import("../types.js").StepKind} kind
   * @param {boolean} hasTimes
   * @param {(button: HTMLButtonElement) => void} onPlan
   */
  constructor(kind, hasTimes, onPlan) {
    const id = `step-${kind.at}-${kind.do}`;
    this.#fields = [...kind.fields, ...(hasTimes ? [times] : [])].map((field) => new StepField(field, `${id}-${field.name}`));
    const submit = html("button", { class: "primary" }, "Plan it");
    this.element = html("form", {
      class: "step", novalidate: true, "aria-label": kind.title,
      onSubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        onPlan(submit);
      },
    }, ...this.#fields.map((field) => field.element), submit);
  }

  /** True where nothing is left to say. */
  get isComplete() {
    return this.#fields.every((field) => field.isComplete);
  }

  /** What was filled in; an empty field is left to the stub. @returns {Record<string, string | number>} */
  get values() {
    return Object.fromEntries(this.#fields.flatMap((field) => (field.value === undefined ? [] : [[field.name, field.value]])));
  }

  focus() {
    this.#fields[0]?.focus();
  }

  /** @param {import("../types.js").FieldProblem[]} problems the stub's, which names every wrong field */
  showProblems(problems) {
    this.#fields.forEach((field) => field.showProblem(problems.find((problem) => problem.field === field.name)?.problem));
    this.#fields.find((field) => field.isWrong)?.focus();
  }
}
