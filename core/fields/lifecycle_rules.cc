#include "core/fields/checker.h"
#include "core/fields/rules.h"
#include "core/formats/names.h"

namespace agentrender {

namespace {

// terminationGracePeriodSeconds when it is not set.
constexpr int64_t kGracePeriod = 30;

const char* CheckHeaderName(std::string_view name) {
  for (char c : name) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!letter && !(c >= '0' && c <= '9') && c != '-') return "letters, digits and \"-\", such as X-Header-Name";
  }
  return nullptr;
}

void CheckPort(const Value& action, const Checker& check) {
  const Value port = action.Get("port");
  check.Range(action, "port", 1, 65535);
  if (!port.IsString()) return;
  if (port.text().empty()) {
    check.NotEmpty(action, "port");
    return;
  }
  const bool digits = port.text().find_first_not_of("0123456789") == std::string_view::npos;
  if (digits) {
    check.Refuse(action, "port", Quoted(port.text()) + " is the name of a port, and such a name needs a letter")
        .Hint("write the number without quotes: " + std::string(port.text()));
  } else {
    check.Follows(action, "port", names::CheckPortName);
  }
}

void CheckHttpGet(const Value& get, const Checker& check) {
  CheckPort(get, check);
  for (const Value& header : get.Get("httpHeaders")) {
    if (check.NotEmpty(header, "name")) check.Follows(header, "name", CheckHeaderName);
  }
}

void CheckHandler(const Value& lifecycle, const char* hook, const Checker& check) {
  const Value handler = lifecycle.Get(hook);
  if (!handler.Present()) return;
  if (handler.size() != 1) {
    check
        .Refuse(
            lifecycle, hook, Code::kInvalidSource,
            handler.empty() ? "does nothing" : "has " + std::to_string(handler.size()) + " actions; one is expected")
        .Hint("give one of exec, httpGet, sleep or tcpSocket");
  }
  const Value exec = handler.Get("exec");
  if (exec.Present()) check.Required(exec, "command");
  const Value http_get = handler.Get("httpGet");
  if (http_get.Present()) CheckHttpGet(http_get, check);
  const Value tcp_socket = handler.Get("tcpSocket");
  if (tcp_socket.Present()) CheckPort(tcp_socket, check);
  check.Range(handler.Get("sleep"), "seconds", 0, kGracePeriod);
}

}  // namespace

void CheckLifecycle(const Value& lifecycle, Problems& problems) {
  const Checker check(Code::kInvalidHook, problems);
  CheckHandler(lifecycle, "postStart", check);
  CheckHandler(lifecycle, "preStop", check);
  if (lifecycle.Get("stopSignal").Present()) {
    check.Refuse(lifecycle, "stopSignal", "is refused in a Pod without os.name, which an Agent cannot set")
        .Hint("take it out, or send the signal in preStop");
  }
}

}  // namespace agentrender
