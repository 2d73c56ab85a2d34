// Draws the API's description. A request made here runs with the session, so it carries the CSRF token.
const element = document.getElementById("swagger")
const token = document.querySelector("meta[name=csrf-token]").content

window.SwaggerUIBundle({
  url: element.dataset.schema,
  domNode: element,
  presets: [window.SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  docExpansion: "list",
  defaultModelsExpandDepth: -1,
  tryItOutEnabled: true,
  persistAuthorization: false,
  requestInterceptor(request) {
    if (!request.headers.Authorization) request.headers["X-CSRFToken"] = token
    return request
  },
})
