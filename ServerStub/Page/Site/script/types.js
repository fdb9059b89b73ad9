/**
 * The shapes of Control/README.md, for the editor: nothing of this file runs.
 *
 * @typedef {object} Stub
 * @property {string} version
 * @property {string} run
 * @property {string} started
 * @property {string} now
 * @property {string[]} urls
 * @property {boolean} draining
 * @property {number} devices
 * @property {number} sessions
 * @property {number} faults
 * @property {number} last_event
 *
 * @typedef {object} Session
 * @property {string} opened
 * @property {string} [token]
 * @property {number} texts_in
 * @property {number} texts_out
 * @property {number} bytes_in
 * @property {number} bytes_out
 * @property {boolean} frozen
 *
 * @typedef {object} Device
 * @property {string} handle
 * @property {string} device last four characters of its id
 * @property {boolean} enabled
 * @property {"never" | "claimed" | "open" | "closed"} state
 * @property {string} [since]
 * @property {string} [last_seen]
 * @property {number} claims
 * @property {number} claims_refused
 * @property {number} [last_claim_status]
 * @property {number} refreshes
 * @property {number} sessions
 * @property {number} faults
 * @property {Session} [session]
 *
 * @typedef {object} StubEvent
 * @property {number} id
 * @property {string} at
 * @property {string} kind
 * @property {string} [handle]
 * @property {string} [device]
 * @property {number} [status]
 * @property {number} [close_code]
 * @property {number} [bytes]
 * @property {number} [count]
 * @property {number} [port]
 * @property {number} [ms]
 * @property {string} [token]
 * @property {string} [refresh_token]
 * @property {number} [fault]
 * @property {string} [note]
 *
 * @typedef {object} Field
 * @property {string} name
 * @property {"number" | "text" | "choice"} type
 * @property {boolean} required
 * @property {number} [min]
 * @property {number} [max]
 * @property {string[]} [choices]
 * @property {string | number} [default]
 * @property {string} meaning
 *
 * @typedef {object} StepKind one row of the catalogue
 * @property {string} at
 * @property {string} do
 * @property {string} title
 * @property {Field[]} fields
 *
 * @typedef {{at: string, do: string, times?: number, device?: string} & Record<string, string | number | undefined>} Step
 *
 * @typedef {object} Fault a plan
 * @property {number} id
 * @property {string} [handle]
 * @property {string} [device]
 * @property {string} [scenario]
 * @property {number} fired
 * @property {number} left
 * @property {number} [port]
 * @property {Step} step
 *
 * @typedef {{name: string, description: string, steps: Step[]}} Scenario
 * @typedef {{port: number, certificate: string}} TlsPort
 * @typedef {{field: string, problem: string}} FieldProblem
 * @typedef {{run: string, first: number, last: number, lost: boolean}} Hello
 *
 * @typedef {"connecting" | "live" | "gone" | "locked"} Link how the page stands with the stub
 *
 * @typedef {object} App what every view is given
 * @property {import("./model/store.js").Store} store
 * @property {import("./api/control.js").Control} control
 * @property {import("./model/refresher.js").Refresher} refresher
 * @property {import("./view/announcer.js").Announcer} announcer
 */
export {};
