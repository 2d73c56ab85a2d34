// Copies a field's value and says so.
import { Controller } from "vendor/stimulus"

export default class extends Controller {
  static targets = ["source", "button", "label"]

  connect() { this.buttonTarget.hidden = !navigator.clipboard }

  async copy() {
    await navigator.clipboard.writeText(this.sourceTarget.value)
    this.labelTarget.textContent = this.labelTarget.dataset.done
    document.getElementById("status").textContent = this.labelTarget.dataset.done
  }
}
