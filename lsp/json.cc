// Takes texts of a client, gives JSON, or nothing where it is not what was expected.
#include "lsp/json.h"

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

const Json kNull;

}  // namespace

std::optional<Json> ParseJson(std::string_view text) {
  if (IsTooDeep(text)) return std::nullopt;
  Json value = Json::parse(text.begin(), text.end(), nullptr, false);
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
