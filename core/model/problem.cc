#include "core/model/problem.h"

#include <algorithm>
#include <array>
#include <span>

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
  if (list_.size() == kMost) {
    ++left_out_;
    return spare_;
  }
  Problem problem;
  problem.severity = severity;
  problem.code = code;
  problem.where = where;
  problem.holder = where;
  problem.message = message;
  list_.push_back(std::move(problem));
  return list_.back();
}

void Problems::Append(const Problems& others) {
  list_.insert(list_.end(), others.list_.begin(), others.list_.end());
  errors_ += others.errors_;
  left_out_ += others.left_out_;
}

namespace {

constexpr size_t kLongestQuote = 120;

void AppendEscaped(std::string& out, unsigned char c) {
  constexpr char kHex[] = "0123456789abcdef";
  switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\t': out += "\\t"; return;
    case '\r': out += "\\r"; return;
    default: break;
  }
  if (c >= 0x20 && c != 0x7f) {
    out += static_cast<char>(c);
    return;
  }
  out += "\\x";
  out += kHex[c >> 4];
  out += kHex[c & 15];
}

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

// The bytes of a character that a terminal would act upon, or that hides the order
// of what stands around it: controls, line separators, bidirectional marks. 0 for others.
static size_t UnsafeLength(std::string_view text) {
  const auto byte = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  if (byte(0) < 0x20 || byte(0) == 0x7f) return 1;
  if (byte(0) == 0xc2 && byte(1) >= 0x80 && byte(1) < 0xa0) return 2;
  if (byte(0) != 0xe2) return 0;
  const bool line_or_bidi =
      byte(1) == 0x80 && ((byte(2) >= 0xa8 && byte(2) <= 0xae) || byte(2) == 0x8e || byte(2) == 0x8f);
  const bool isolate = byte(1) == 0x81 && byte(2) >= 0xa6 && byte(2) <= 0xa9;
  return line_or_bidi || isolate ? 3 : 0;
}

std::string Printable(std::string_view text) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  while (!text.empty()) {
    const size_t unsafe = UnsafeLength(text);
    if (unsafe == 0) out += text.front();
    for (char c : text.substr(0, unsafe)) {
      out += "\\x";
      out += kHex[static_cast<unsigned char>(c) >> 4];
      out += kHex[static_cast<unsigned char>(c) & 15];
    }
    text.remove_prefix(std::max<size_t>(unsafe, 1));
  }
  return out;
}

std::string Quoted(std::string_view text) {
  size_t end = text.size();
  if (end > kLongestQuote) {
    end = kLongestQuote;
    // Not in the middle of a UTF-8 sequence.
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  }
  std::string out = "\"";
  for (char c : text.substr(0, end)) AppendEscaped(out, static_cast<unsigned char>(c));
  if (end < text.size()) out += "...";
  out += '"';
  return out;
}

int EditDistance(std::string_view a, std::string_view b, int limit) {
  constexpr size_t kLongest = 63;
  if (a.size() > kLongest || b.size() > kLongest) return limit + 1;
  using Row = std::array<int, kLongest + 1>;
  Row before{};
  Row last{};
  Row row{};
  for (size_t j = 0; j <= b.size(); ++j) last[j] = static_cast<int>(j);
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<int>(i);
    int best = row[0];
    for (size_t j = 1; j <= b.size(); ++j) {
      const int change = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
      best = std::min(best, row[j]);
    }
    if (best > limit) return limit + 1;
    before = last;
    last = row;
  }
  return last[b.size()];
}

std::string_view Nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
  std::string lower(word);
  std::transform(lower.begin(), lower.end(), lower.begin(), Lower);
  int best = word.size() <= 2 ? 0 : word.size() <= 4 ? 1 : 2;
  std::string_view found;
  constexpr size_t kEnough = 1000;
  for (std::string_view candidate : std::span(candidates).first(std::min(candidates.size(), kEnough))) {
    const size_t longer = std::max(word.size(), candidate.size());
    if (longer - std::min(word.size(), candidate.size()) > static_cast<size_t>(best)) continue;
    std::string other(candidate);
    std::transform(other.begin(), other.end(), other.begin(), Lower);
    const int distance = EditDistance(lower, other, best);
    if (distance > best || (distance == best && !found.empty())) continue;
    best = distance;
    found = candidate;
  }
  return found;
}

}  // namespace agentrender
