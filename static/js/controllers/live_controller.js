// Listens to the organization's event stream and passes each event on as "live:<kind>" on the body, so that
// <div hx-get="…" hx-trigger="live:answers from:body"> refreshes itself. A hidden tab closes its stream:
// browsers allow six connections a host.
import { Controller } from "vendor/stimulus"

export default class extends Controller {
  static values = { url: String }

  connect() {
    this.turn = () => (document.hidden ? this.#close() : this.#open())
    document.addEventListener("visibilitychange", this.turn)
    this.turn()
  }

  disconnect() {
    document.removeEventListener("visibilitychange", this.turn)
    this.#close()
  }

  #open() {
    if (this.stream) return
    this.stream = new EventSource(this.urlValue)
    this.stream.addEventListener("message", ({ data }) => {
      const detail = JSON.parse(data)
      document.body.dispatchEvent(new CustomEvent(`live:${detail.kind}`, { detail }))
    })
  }

  #close() {
    this.stream?.close()
    this.stream = null
  }
}
