// Takes findings, keeps the first ones and counts the rest: a broken fleet must not fill memory with messages.
#include "core/model/problem.h"

#include <algorithm>
#include <tuple>

namespace agentrender {

const char* NameOf(Severity severity) {
  switch (severity) {
    case Severity::kError: return "error";
    case Severity::kWarning: return "warning";
    case Severity::kInfo: return "info";
  }
  return "error";
}

std::string CodeText(Code code) {
  const std::string digits = std::to_string(static_cast<int>(code));
  return "AR" + std::string(4 - digits.size(), '0') + digits;
}

const char* TitleOf(Code code) {
  switch (code) {
#define PROBLEM(number, name, title) \
  case Code::name: return title;
#include "core/model/problems.def"
#undef PROBLEM
  }
  return "";
}

// As GitHub and the site make it of "### AR0301 a field that does not exist".
std::string AddressOf(Code code) {
  std::string address = "https://github.com/kubeopencode/agentrender/blob/main/docs/problems.md#";
  const std::string heading = CodeText(code) + " " + TitleOf(code);
  for (const char c : heading) {
    if (c == ' ') address += '-';
    if (IsAlphanumeric(c) || c == '-' || c == '_') address += ToLower(c);
  }
  return address;
}

Value ValueOf(const ObjectRef& ref, Arena& arena) {
  Value map = Value::Map(arena, 4);
  const auto add = [&](const char* key, std::string_view text) {
    if (!text.empty()) map.Add(arena, key, Value::String(text));
  };
  add("apiVersion", ref.api_version);
  add("kind", ref.kind);
  add("namespace", ref.ns);
  add("name", ref.name);
  return map;
}

Problem& Problems::Add(Severity severity, Code code, const Origin& where, std::string_view message) {
  if (severity == Severity::kError) ++errors_;
  if (list_.size() == limits::kFindings) {
    ++left_out_;
    return spare_;
  }
  Problem problem;
  problem.severity = severity;
  problem.code = code;
  problem.where = where;
  problem.holder = where;
  problem.message = Shortened(message, limits::kMessageBytes);
  list_.push_back(std::move(problem));
  return list_.back();
}

std::string OtherObject(const Problem& problem) {
  const ObjectRef& other = problem.other_object;
  const auto key = [](const ObjectRef& ref) { return std::tie(ref.file, ref.index, ref.kind, ref.ns, ref.name); };
  if (other.kind.empty() || key(other) == key(problem.object)) return {};
  std::string text(other.file);
  if (!text.empty()) text += ": ";
  text.append(other.kind).append(" ").append(other.ns);
  if (!other.ns.empty()) text += '/';
  return text.append(other.name);
}

void Problems::Drop(bool (*unwanted)(const Problem&)) {
  errors_ -= static_cast<size_t>(std::count_if(list_.begin(), list_.end(), [&](const Problem& problem) {
    return problem.severity == Severity::kError && unwanted(problem);
  }));
  list_.erase(std::remove_if(list_.begin(), list_.end(), unwanted), list_.end());
}

void Problems::Append(const Problems& others) {
  list_.insert(list_.end(), others.list_.begin(), others.list_.end());
  errors_ += others.errors_;
  left_out_ += others.left_out_;
}

}  // namespace agentrender
