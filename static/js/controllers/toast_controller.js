// Shows toasts: a "toast" event with {text, urgent} from a script, or the header HX-Trigger: {"toast": {"text": "…"}}.
// With "undo", an address to post to, it has a button that does, and stays until somebody has had time to choose it.
import { Controller } from "vendor/stimulus"

const READING_TIME = 7000
const CHOOSING_TIME = 20_000

export default class extends Controller {
  connect() {
    this.show = ({ detail }) => this.#show(detail)
    document.addEventListener("toast", this.show)
  }

  disconnect() { document.removeEventListener("toast", this.show) }

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
    if (!urgent) setTimeout(() => toast.remove(), undo ? CHOOSING_TIME : READING_TIME)
  }

  #undo(toast, address) {
    const button = document.createElement("button")
    button.type = "button"
    button.className = "hl-toast-undo"
    button.textContent = this.element.dataset.undo
    button.addEventListener("click", () => {
      toast.remove()
      htmx.ajax("POST", address, { swap: "none" })
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
