// Takes the value of a variable, gives its parts. A `$(` that is never closed is text, and so is a dollar sign before
// anything else.
#include "core/formats/expansion.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/model/size_limits.h"

namespace agentrender {

namespace {

constexpr size_t kNone = std::string_view::npos;

// The result, without the values of the names: adjacent texts are joined.
class Outcome {
 public:
  void AddText(std::string_view text) {
    if (parts_.empty() || parts_.back().first) parts_.emplace_back(false, "");
    parts_.back().second += text;
  }
  void AddReference(std::string_view name) { parts_.emplace_back(true, name); }
  void Add(const ExpansionPart& part) { part.reference ? AddReference(part.text) : AddText(part.text); }
  bool operator==(const Outcome& other) const { return parts_ == other.parts_; }

 private:
  std::vector<std::pair<bool, std::string>> parts_;
};

}  // namespace

PlainList<ExpansionPart> PartsOf(std::string_view value) {
  PlainList<ExpansionPart> parts;
  size_t begin = 0;
  size_t close = 0;  // the next parenthesis that closes, so that the rest is not searched for each one that opens
  const auto add_text = [&](size_t end) {
    if (end > begin) parts.push_back({false, value.substr(begin, end - begin)});
  };
  for (size_t at = 0; at + 1 < value.size();) {
    const char next = value[at + 1];
    if (value[at] != '$') {
      ++at;
      continue;
    }
    if (close <= at) close = value.find(')', at);
    const size_t end = next == '(' ? close : kNone;
    if (next == '$') add_text(at + 1);
    if (end != kNone) {
      add_text(at);
      parts.push_back({true, value.substr(at + 2, end - at - 2)});
    }
    at = end != kNone ? end + 1 : at + 2;
    if (next == '$' || end != kNone) begin = at;
  }
  add_text(value.size());
  return parts;
}

bool RefersTo(std::string_view value, std::string_view name) {
  const PlainList<ExpansionPart> parts = PartsOf(value);
  return std::any_of(parts.begin(), parts.end(),
                     [&](const ExpansionPart& part) { return part.reference && part.text == name; });
}

bool PutInPlace(std::string_view value, std::string_view name, std::string_view literal, std::string& made) {
  // A reference means something else where other variables are known, and so does text that could begin one together
  // with the text after it.
  if (literal.find("$(") != kNone || literal.ends_with('$')) return false;
  std::string text;
  for (const ExpansionPart& part : PartsOf(literal)) text += part.text;
  Outcome wanted;
  size_t begin = 0;
  made.clear();
  for (const ExpansionPart& part : PartsOf(value)) {
    if (!part.reference || part.text != name) {
      wanted.Add(part);
      continue;
    }
    const auto at = static_cast<size_t>(part.text.data() - value.data());
    made.append(value.substr(begin, at - 2 - begin)).append(literal);
    if (made.size() > limits::kObjectBytes) return false;
    begin = at + part.text.size() + 1;
    if (!text.empty()) wanted.AddText(text);
  }
  made.append(value.substr(begin));
  Outcome got;
  for (const ExpansionPart& part : PartsOf(made)) got.Add(part);
  return got == wanted;
}

}  // namespace agentrender
