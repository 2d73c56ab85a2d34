// What every request shares: the CSRF token, a question before something that cannot be undone, no form
// sent twice by a double click, the focus after a refused form, and a toast when a request fails.
import { ask } from "lib/dialog"

const PATIENCE = 10_000 // milliseconds after which a form may be sent again, answered or not
const underway = new WeakSet()

export function guard(root) {
  root.addEventListener("htmx:configRequest", ({ detail }) => {
    detail.headers["X-CSRFToken"] = document.querySelector("meta[name=csrf-token]").content
  })
  root.addEventListener("htmx:confirm", confirmFirst)
  root.addEventListener("submit", dropSecond, { capture: true })
  root.addEventListener("submit", rememberSent)
  root.addEventListener("htmx:afterSettle", ({ detail }) => focusSummary(detail.elt))
  root.addEventListener("htmx:responseError", ({ detail }) => toast(reason(detail.xhr.status)))
  root.addEventListener("htmx:sendError", () => toast("offline"))
  root.addEventListener("htmx:timeout", () => toast("offline"))
  // A page that answers a refused form is not a plain 200.
  if (performance.getEntriesByType("navigation")[0]?.responseStatus !== 200) focusSummary(root)
}

async function confirmFirst(event) {
  if (!event.detail.question) return
  event.preventDefault()
  if (await ask(event.detail.question)) event.detail.issueRequest(true)
}

// Before anybody else hears of it; htmx would queue it and send it afterwards.
function dropSecond(event) {
  const form = event.target
  if (!writes(form) || !(underway.has(form) || form.classList.contains("htmx-request"))) return
  event.preventDefault()
  event.stopImmediatePropagation()
}

// After everybody: whoever asks first, or sends the form by itself, has prevented it by now.
function rememberSent(event) {
  const form = event.target
  if (event.defaultPrevented || !writes(form)) return
  underway.add(form)
  const forget = () => underway.delete(form)
  setTimeout(forget, PATIENCE)
  addEventListener("pageshow", forget, { once: true })
}

// Not form.method: that is the field of this name, where there is one.
function writes(form) {
  return form.getAttribute("method") === "post"
}

function focusSummary(root) {
  root?.querySelector?.("[data-error-summary]")?.focus()
}

function reason(status) {
  if (status === 403) return "forbidden"
  if (status === 404 || status === 410) return "gone"
  return "failed"
}

function toast(kind) {
  const region = document.getElementById("toasts")
  region.dispatchEvent(new CustomEvent("toast", { bubbles: true, detail: { text: region.dataset[kind], urgent: true } }))
}
