// Warns before typed text is lost by leaving the page.
import { Controller } from "vendor/stimulus"

export default class extends Controller {
  connect() {
    this.before = this.#typed()
    this.warn = (event) => { if (this.#typed() !== this.before) event.preventDefault() }
    this.forget = () => removeEventListener("beforeunload", this.warn)
    addEventListener("beforeunload", this.warn)
    this.element.addEventListener("submit", this.forget)
  }

  disconnect() {
    this.forget()
    this.element.removeEventListener("submit", this.forget)
  }

  #typed() {
    const fields = [...new FormData(this.element)].filter(([name]) => name !== "csrfmiddlewaretoken")
    return JSON.stringify(fields.map(([name, value]) => [name, value instanceof File ? value.name : value]))
  }
}
