-- Sends the requests of a file in turn, from its start to its end and over again.
-- A line is an address, or for a POST an address, a space and a body.
-- Prints one line: requests, seconds, failed requests, median and 99th percentile in milliseconds.

local requests, at = {}, 0

local function ready(line)
  local address, body = line:match("^(%S+) (%S+)$")
  if not body then return wrk.format("GET", line) end
  local headers = {
    ["Content-Type"] = "application/x-www-form-urlencoded",
    ["Cookie"] = body:match("csrfmiddlewaretoken=(%w+)") and
      "csrftoken=" .. body:match("csrfmiddlewaretoken=(%w+)") or nil,
  }
  return wrk.format("POST", address, headers, body)
end

function init(arguments)
  for line in io.lines(arguments[1]) do requests[#requests + 1] = ready(line) end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format("\nmeasured %d %.3f %d %.2f %.2f\n", summary.requests,
    summary.duration / 1e6, failed, latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
