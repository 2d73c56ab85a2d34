// Warns before typed text is lost by leaving the page. Compares with what the server sent, so that it does not
// matter whether somebody began to type before the script arrived.
import { Controller } from "vendor/stimulus"

export default class extends Controller {
  connect() {
    this.warn = (event) => { if (this.#dirty) event.preventDefault() }
    this.arm = () => addEventListener("beforeunload", this.warn)
    this.disarm = () => removeEventListener("beforeunload", this.warn)
    this.arm()
    this.element.addEventListener("submit", this.disarm)
    this.element.addEventListener("htmx:responseError", this.arm)
    this.element.addEventListener("htmx:sendError", this.arm)
  }

  disconnect() {
    this.disarm()
    this.element.removeEventListener("submit", this.disarm)
    this.element.removeEventListener("htmx:responseError", this.arm)
    this.element.removeEventListener("htmx:sendError", this.arm)
  }

  // A refused form came back with what was typed, which is still not saved.
  get #dirty() {
    return [...this.element.elements].some(changed) || this.element.querySelector("[data-error-summary]") !== null
  }
}

function changed(field) {
  if (field.type === "hidden" || field.type === "submit") return false
  if (field.type === "file") return field.files.length > 0
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked
  if (field.tagName === "SELECT") return chosen(field) !== preset(field)
  return "defaultValue" in field && field.value !== field.defaultValue
}

const chosen = (select) => [...select.selectedOptions].map((option) => option.value).join()

function preset(select) {
  const marked = [...select.options].filter((option) => option.defaultSelected)
  const first = select.multiple ? [] : [...select.options].slice(0, 1)
  return (marked.length ? marked : first).map((option) => option.value).join()
}
