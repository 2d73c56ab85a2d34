// Sends a filter form when something in it changes; the button is for pages without JavaScript.
import { Controller } from "vendor/stimulus"

export default class extends Controller {
  static targets = ["button"]
  static values = { delay: { type: Number, default: 250 } }

  connect() {
    this.send = () => this.element.requestSubmit()
    this.sendSoon = (event) => {
      if (event.target.type !== "search" && event.target.type !== "text") return
      clearTimeout(this.timer)
      this.timer = setTimeout(this.send, this.delayValue)
    }
    this.element.addEventListener("change", this.send)
    // Only a swap keeps the caret while somebody types; a full page load would steal it.
    if (this.element.hasAttribute("hx-get")) this.element.addEventListener("input", this.sendSoon)
    for (const button of this.buttonTargets) button.hidden = true
  }

  disconnect() {
    clearTimeout(this.timer)
    this.element.removeEventListener("change", this.send)
    this.element.removeEventListener("input", this.sendSoon)
  }
}
