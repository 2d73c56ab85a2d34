// Shows toasts: a "toast" event with {text, urgent} from a script, or the header HX-Trigger: {"toast": {"text": "…"}}.
import { Controller } from "vendor/stimulus"

const READING_TIME = 7000

export default class extends Controller {
  connect() {
    this.show = ({ detail }) => this.#show(detail)
    document.addEventListener("toast", this.show)
  }

  disconnect() { document.removeEventListener("toast", this.show) }

  #show({ text, urgent = false }) {
    const toast = document.createElement("div")
    toast.className = "hl-toast"
    toast.setAttribute("role", urgent ? "alert" : "status")
    const words = document.createElement("p")
    words.textContent = text
    toast.append(words, this.#button(toast))
    this.element.append(toast)
    // What went wrong stays until somebody has read it.
    if (!urgent) setTimeout(() => toast.remove(), READING_TIME)
  }

  #button(toast) {
    const button = document.createElement("button")
    button.type = "button"
    button.textContent = "×"
    button.setAttribute("aria-label", this.element.dataset.close)
    button.addEventListener("click", () => toast.remove())
    return button
  }
}
