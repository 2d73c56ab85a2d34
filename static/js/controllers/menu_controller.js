// Closes a <details> menu on Esc, on a click outside and when the focus leaves it.
import { Controller } from "vendor/stimulus"

export default class extends Controller {
  connect() {
    this.closeOutside = (event) => { if (!this.element.contains(event.target)) this.element.open = false }
    this.closeOnEscape = (event) => { if (event.key === "Escape" && this.element.open) this.#close(event) }
    this.closeOnLeave = (event) => { if (event.relatedTarget && !this.element.contains(event.relatedTarget)) this.element.open = false }
    document.addEventListener("click", this.closeOutside)
    this.element.addEventListener("keydown", this.closeOnEscape)
    this.element.addEventListener("focusout", this.closeOnLeave)
  }

  disconnect() {
    document.removeEventListener("click", this.closeOutside)
    this.element.removeEventListener("keydown", this.closeOnEscape)
    this.element.removeEventListener("focusout", this.closeOnLeave)
  }

  #close(event) {
    event.preventDefault()
    this.element.open = false
    this.element.querySelector("summary").focus()
  }
}
