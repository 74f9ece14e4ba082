// Takes texts of a client, gives JSON, or nothing where it is not what was expected.
#include "lsp/json.h"

#include <charconv>

namespace agentrender::lsp {

namespace {

// A reader of JSON is not made for what an attacker nests.
constexpr size_t kDeepest = 200;

bool IsTooDeep(std::string_view text) {
  size_t depth = 0;
  bool in_text = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_text) {
      if (c == '\\') ++i;
      if (c == '"') in_text = false;
    } else if (c == '"') {
      in_text = true;
    } else if (c == '[' || c == '{') {
      if (++depth > kDeepest) return true;
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    }
  }
  return false;
}

// The code of an escape \uXXXX of UTF-16 that is half of a character; 0 for anything else.
uint32_t HalfAt(std::string_view text, size_t at) {
  constexpr size_t kSize = 6;
  constexpr int kHexadecimal = 16;
  if (text.substr(at, 2) != "\\u" || text.size() - at < kSize) return 0;
  uint32_t code = 0;
  const char* const end = text.data() + at + kSize;
  if (std::from_chars(end - 4, end, code, kHexadecimal).ptr != end) return 0;
  return code >= 0xD800 && code <= 0xDFFF ? code : 0;
}

// With U+FFFD, which counts as much, in the place of halves without the other one: JavaScript has such texts.
std::string WithWholeCharacters(std::string_view text) {
  constexpr size_t kSize = 6;
  constexpr uint32_t kSecond = 0xDC00;
  std::string whole;
  for (size_t at = 0; at < text.size();) {
    const uint32_t half = HalfAt(text, at);
    const bool pair = half != 0 && half < kSecond && HalfAt(text, at + kSize) >= kSecond;
    const size_t size = pair ? 2 * kSize : half != 0 ? kSize : text[at] == '\\' ? 2 : 1;
    whole.append(half != 0 && !pair ? std::string_view("\\ufffd") : text.substr(at, size));
    at += size;
  }
  return whole;
}

const Json kNull;

}  // namespace

std::optional<Json> ParseJson(std::string_view text) {
  if (IsTooDeep(text)) return std::nullopt;
  Json value = Json::parse(text.begin(), text.end(), nullptr, false);
  if (value.is_discarded() && text.find("\\u") != std::string_view::npos)
    value = Json::parse(WithWholeCharacters(text), nullptr, false);
  if (value.is_discarded()) return std::nullopt;
  return value;
}

std::string JsonText(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

const Json& Member(const Json& object, const char* key) {
  if (!object.is_object()) return kNull;
  const auto found = object.find(key);
  return found == object.end() ? kNull : *found;
}

std::string_view TextOf(const Json& object, const char* key) {
  const Json& member = Member(object, key);
  return member.is_string() ? std::string_view(member.get_ref<const std::string&>()) : std::string_view();
}

std::optional<int64_t> NumberOf(const Json& object, const char* key) {
  const Json& member = Member(object, key);
  if (member.is_number_unsigned() && member.get<uint64_t>() > static_cast<uint64_t>(INT64_MAX)) return INT64_MAX;
  if (member.is_number_integer()) return member.get<int64_t>();
  return std::nullopt;
}

bool IsTrue(const Json& object, const char* key) {
  const Json& member = Member(object, key);
  return member.is_boolean() && member.get<bool>();
}

}  // namespace agentrender::lsp
