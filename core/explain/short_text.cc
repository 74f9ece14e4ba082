// Takes a node of a rendered object, gives a text that fits on one line. Strings are quoted as in messages, not as in
// JSON, where Go writes `<` as \u003c.
#include "core/explain/short_text.h"

#include "core/base/text.h"
#include "core/write/emit.h"

namespace agentrender {

namespace {

std::string Cut(std::string text, size_t most, const char* end) {
  if (text.size() > most) text.replace(CharacterStart(text, most), std::string::npos, end);
  return text;
}

}  // namespace

std::string ShortText(const Value& value, size_t most) {
  if (value.IsString()) return Cut(Quoted(value.text()), most, "...\"");
  Output json;
  EmitJson(value, json);
  return Cut(std::string(json.view()), most, "...");
}

std::string NameOf(const ObjectRef& ref) {
  std::string name(ref.ns);
  if (!name.empty()) name += '/';
  return name.append(ref.name);
}

}  // namespace agentrender
