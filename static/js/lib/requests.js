// What every htmx request shares: the CSRF token, a question before something that cannot be undone,
// the focus after a refused form, and a toast when a request fails.
import { ask } from "lib/dialog"

export function guard(root) {
  root.addEventListener("htmx:configRequest", ({ detail }) => {
    detail.headers["X-CSRFToken"] = document.querySelector("meta[name=csrf-token]").content
  })
  root.addEventListener("htmx:confirm", confirmFirst)
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
