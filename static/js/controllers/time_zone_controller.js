// Chooses the zone of the reader's clock, so that nobody scrolls through four hundred of them.
import { Controller } from "vendor/stimulus"

export default class extends Controller {
  connect() {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    if ([...this.element.options].some((option) => option.value === zone)) this.element.value = zone
  }
}
