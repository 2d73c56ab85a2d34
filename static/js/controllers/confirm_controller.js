// Asks before a form is sent. Without JavaScript the form is sent at once, so use it for what can be undone
// and a page with components/confirm_delete.html for what cannot.
import { Controller } from "vendor/stimulus"
import { ask } from "lib/dialog"

export default class extends Controller {
  static values = { message: String, yes: String, danger: Boolean }

  connect() {
    this.stop = (event) => this.#stop(event)
    this.element.addEventListener("submit", this.stop, { capture: true })
  }

  disconnect() { this.element.removeEventListener("submit", this.stop, { capture: true }) }

  async #stop(event) {
    if (this.agreed) return
    event.preventDefault()
    event.stopImmediatePropagation()
    const { submitter } = event
    if (!(await ask(this.messageValue, { yes: this.yesValue, danger: this.dangerValue }))) return
    this.agreed = true
    this.element.requestSubmit(submitter)
    this.agreed = false
  }
}
