// Asks in the page's own <dialog>; resolves to true or false.
export function ask(question, { yes, danger = false } = {}) {
  const dialog = document.getElementById("confirm")
  const button = dialog.querySelector("button[value=yes]")
  dialog.querySelector("#confirm-text").textContent = question
  button.textContent = yes || button.dataset.default
  button.classList.toggle("btn-danger", danger)
  button.classList.toggle("btn-primary", !danger)
  dialog.returnValue = "no"
  dialog.showModal()
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true })
  })
}
