/** A request that the stub refused, with its own sentence and the fields that are wrong. */
export class ControlError extends Error {
  /**
   * @param {number} status 0 where the stub did not answer at all
   * @param {string} message
   * @param {import("../types.js").FieldProblem[]} [fields]
   */
  constructor(status, message, fields = []) {
    super(message);
    this.name = "ControlError";
    this.status = status;
    this.fields = fields;
  }

  /** True where a key may help: the stub wants one, or had a wrong one. */
  get wantsKey() {
    return this.status === 401 || this.status === 403;
  }
}

/**
 * The sentence of a refusal.
 * @param {Response} response
 */
export async function errorOf(response) {
  try {
    const body = await response.json();
    return new ControlError(response.status, body.error ?? `The stub answered ${response.status}.`, body.fields ?? []);
  } catch {
    return new ControlError(response.status, `The stub answered ${response.status}.`);
  }
}
