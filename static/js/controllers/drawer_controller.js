// Opens links marked data-drawer in a dialog beside the page. What is saved there answers with the event
// "journey-changed"; the region of the page then loads itself anew, and keeps its place and the focus.
import { Controller } from "vendor/stimulus"

export default class extends Controller {
  static targets = ["dialog", "title", "body"]

  connect() {
    this.handlers = [
      [this.element, "click", (event) => this.#click(event)],
      [this.element, "htmx:beforeSwap", (event) => this.#remember(event)],
      [this.element, "htmx:afterSettle", (event) => this.#settle(event)],
      [document.body, "journey-changed", ({ detail }) => this.#changed(detail)],
    ]
    for (const [element, name, handler] of this.handlers) element.addEventListener(name, handler)
  }

  disconnect() {
    for (const [element, name, handler] of this.handlers) element.removeEventListener(name, handler)
  }

  #click(event) {
    if (event.target.closest("[data-drawer-close]") && this.dialogTarget.open) {
      event.preventDefault()
      this.dialogTarget.close()
      return
    }
    const link = event.target.closest("a[data-drawer]")
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return
    event.preventDefault()
    this.address = link.href
    htmx.ajax("GET", link.href, { target: "#drawer-body", swap: "innerHTML", source: link })
  }

  #changed({ focus, stay }) {
    this.focusNext = stay ? "" : focus
    if (!stay) this.dialogTarget.close()
    // A move changes what the buttons of the place mean; what was typed beside them stays.
    else htmx.ajax("GET", this.address, { target: "#place", select: "#place", swap: "outerHTML" })
  }

  #remember({ detail }) {
    if (!detail.target.matches("[data-drawer-region]")) return
    const scroller = detail.target.querySelector("[tabindex='0']")
    this.place = scroller && [scroller.scrollLeft, scroller.scrollTop]
  }

  #settle({ detail }) {
    // Only a new body opens the drawer: a part of it may settle after somebody has closed it.
    if (detail.target === this.bodyTarget) this.#open()
    else if (detail.target.matches("[data-drawer-region]")) this.#restore()
  }

  #open() {
    this.titleTarget.textContent = this.bodyTarget.querySelector("[data-title]")?.dataset.title ?? ""
    if (this.dialogTarget.open) return
    this.dialogTarget.showModal()
    this.bodyTarget.querySelector("input:not([type=hidden]), select, textarea")?.focus()
  }

  #restore() {
    const scroller = this.element.querySelector("[data-drawer-region] [tabindex='0']")
    if (scroller && this.place) [scroller.scrollLeft, scroller.scrollTop] = this.place
    if (this.focusNext) document.getElementById(this.focusNext)?.focus({ preventScroll: false })
    this.focusNext = ""
  }
}
