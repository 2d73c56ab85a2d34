// Adds a slider to a number from 0 to 100; the number is what is sent, and empty stays empty.
import { Controller } from "vendor/stimulus"

export default class extends Controller {
  static targets = ["range", "number"]

  connect() {
    this.rangeTarget.hidden = false
    this.numberTarget.addEventListener("input", () => this.#show())
    this.rangeTarget.addEventListener("input", () => {
      this.numberTarget.value = this.rangeTarget.value
      this.#show()
    })
    this.#show()
  }

  #show() {
    const { value } = this.numberTarget
    this.rangeTarget.value = value === "" ? 50 : value
    this.element.toggleAttribute("data-empty", value === "")
  }
}
