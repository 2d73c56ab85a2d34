// Chooses light, dark or what the system says. The cookie lets the server draw the next page without a flash.
import { Controller } from "vendor/stimulus"

export default class extends Controller {
  static targets = ["choice"]

  connect() { this.element.hidden = false }

  choose({ currentTarget }) {
    const { value } = currentTarget.dataset
    const secure = location.protocol === "https:" ? "; secure" : ""
    document.cookie = `theme=${value}; path=/; samesite=lax; max-age=${value ? 31536000 : 0}${secure}`
    if (value) document.documentElement.dataset.theme = value
    else delete document.documentElement.dataset.theme
    for (const choice of this.choiceTargets) choice.setAttribute("aria-pressed", String(choice === currentTarget))
  }
}
