/**
 * @typedef {Node | string | number | false | undefined | null} Child
 */

const svgNamespace = "http://www.w3.org/2000/svg";

/**
 * An element. Attributes are set as text; those that are false or undefined are left out; "onClick" and the like listen.
 * There is no way from a text to markup, so nothing that comes from the network can become any.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} [attributes]
 * @param {Child[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function html(tag, attributes = {}, ...children) {
  return /** @type {HTMLElementTagNameMap[Tag]} */ (fill(document.createElement(tag), attributes, children));
}

/**
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} [attributes]
 * @param {Child[]} children
 * @returns {SVGElementTagNameMap[Tag]}
 */
export function svg(tag, attributes = {}, ...children) {
  return /** @type {SVGElementTagNameMap[Tag]} */ (fill(document.createElementNS(svgNamespace, tag), attributes, children));
}

/**
 * The element with an id of index.html.
 * @param {string} id
 */
export function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/**
 * Sets a text only where it differs, so that a screen reader and a selection are left in peace.
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/**
 * @template {Element} T
 * @param {T} element
 * @param {Record<string, any>} attributes
 * @param {Child[]} children
 */
function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2).toLowerCase(), value);
    } else if (value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }

  element.append(...children.filter((child) => child !== undefined && child !== null && child !== false).map((child) =>
    child instanceof Node ? child : String(child)));
  return element;
}
