// Loads controllers/<name>_controller when an element with data-controller="<name>" appears, so a new
// controller needs a file and nothing else. Names come from the import map, hence no request for a
// controller that does not exist.
const known = new Set(Object.keys(JSON.parse(document.querySelector("script[type=importmap]").textContent).imports))
const loaded = new Set()

export function follow(application) {
  load(application, document.body)
  new MutationObserver((changes) => {
    for (const { addedNodes, target, type } of changes)
      for (const node of type === "attributes" ? [target] : addedNodes)
        if (node.nodeType === Node.ELEMENT_NODE) load(application, node)
  }).observe(document.body, { childList: true, subtree: true, attributeFilter: ["data-controller"] })
}

function load(application, root) {
  for (const element of [root, ...root.querySelectorAll("[data-controller]")])
    for (const name of (element.dataset.controller ?? "").split(/\s+/)) register(application, name)
}

async function register(application, name) {
  const module = `controllers/${name.replaceAll("-", "_")}_controller`
  if (!known.has(module) || loaded.has(name)) return
  loaded.add(name)
  application.register(name, (await import(module)).default)
}
