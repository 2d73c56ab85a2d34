// Starts Stimulus, loads the controllers that the page names, and handles what every request shares.
import { Application } from "vendor/stimulus"
import { follow } from "lib/lazy_controllers"
import { guard } from "lib/requests"

follow(Application.start())
guard(document)
