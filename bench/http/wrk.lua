-- wrk -s wrk.lua URL -- METHOD [BODY]: prints one JSON line, latencies in microseconds.
function init(args)
  wrk.method = args[1]
  if args[2] then
    wrk.body = args[2]
    wrk.headers["content-type"] = "application/json"
  end
end

function done(summary, latency)
  local errors = summary.errors
  local socket = errors.connect + errors.read + errors.write + errors.timeout
  local line = '{"requests":%d,"duration":%d,"bytes":%d,"status":%d,"socket":%d,'
    .. '"p50":%d,"p90":%d,"p99":%d,"p999":%d}\n'
  io.write(line:format(
    summary.requests, summary.duration, summary.bytes, errors.status, socket,
    latency:percentile(50), latency:percentile(90), latency:percentile(99), latency:percentile(99.9)
  ))
end
