// Browsers leave a focused element that shows only in part where it is; this brings all of it into view.
import { Controller } from "vendor/stimulus"

export default class extends Controller {
  connect() {
    this.show = ({ target }) => { if (target !== this.element) target.scrollIntoView({ block: "nearest", inline: "nearest" }) }
    this.element.addEventListener("focusin", this.show)
  }

  disconnect() { this.element.removeEventListener("focusin", this.show) }
}
