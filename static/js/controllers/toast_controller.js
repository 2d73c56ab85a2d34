// Shows toasts: a "toast" event with {text, urgent} from a script, or the header HX-Trigger: {"toast": {"text": "…"}}.
// With "undo", an address to post to, it has a button that does, and so has Ctrl+Z; it waits while somebody is at it.
import { Controller } from "vendor/stimulus"

const READING_TIME = 7000
const CHOOSING_TIME = 20_000

export default class extends Controller {
  connect() {
    this.show = ({ detail }) => this.#show(detail)
    this.press = (event) => this.#press(event)
    document.addEventListener("toast", this.show)
    document.addEventListener("keydown", this.press)
  }

  disconnect() {
    document.removeEventListener("toast", this.show)
    document.removeEventListener("keydown", this.press)
  }

  #show({ text, urgent = false, undo = "" }) {
    const toast = document.createElement("div")
    toast.className = "hl-toast"
    toast.setAttribute("role", urgent ? "alert" : "status")
    const words = document.createElement("p")
    words.textContent = text
    toast.append(words)
    if (undo) toast.append(this.#undo(toast, undo))
    toast.append(this.#close(toast))
    this.element.append(toast)
    // What went wrong stays until somebody has read it.
    if (!urgent) this.#leaveAfter(toast, undo ? CHOOSING_TIME : READING_TIME)
  }

  #leaveAfter(toast, time) {
    const away = () => toast.matches(":hover, :focus-within") ? wait() : toast.remove()
    const wait = () => setTimeout(away, time)
    wait()
  }

  #press(event) {
    const writing = event.target.closest("input, textarea, select, [contenteditable], dialog")
    if (event.key !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey || writing) return
    const buttons = this.element.querySelectorAll(".hl-toast-undo:enabled")
    if (buttons.length === 0) return
    event.preventDefault()
    buttons[buttons.length - 1].click()
  }

  #undo(toast, address) {
    const button = document.createElement("button")
    button.type = "button"
    button.className = "hl-toast-undo"
    button.textContent = this.element.dataset.undo
    button.addEventListener("click", () => {
      button.disabled = true
      htmx.ajax("POST", address, { swap: "none", source: button })
    })
    button.addEventListener("htmx:afterRequest", ({ detail }) => {
      if (detail.successful) toast.remove()
      else button.disabled = false
    })
    return button
  }

  #close(toast) {
    const button = document.createElement("button")
    button.type = "button"
    button.className = "hl-toast-close"
    button.textContent = "×"
    button.setAttribute("aria-label", this.element.dataset.close)
    button.addEventListener("click", () => toast.remove())
    return button
  }
}
