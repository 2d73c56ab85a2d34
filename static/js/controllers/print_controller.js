// Opens the browser's print dialog. The button is hidden without JavaScript, where the browser's own menu does it.
import { Controller } from "vendor/stimulus"

export default class extends Controller {
  connect() { this.element.hidden = false }

  print() { window.print() }
}
