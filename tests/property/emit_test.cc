// Every string survives being written as YAML and read again, wherever it stands
// and whoever reads it, and has quotes only when it needs them.

#include "core/write/emit.h"

#include <catch2/catch_test_macros.hpp>
#include <cctype>
#include <cstdio>

#include "core/read/read.h"
#include "core/write/scalar.h"
#include "tests/golden/yaml_data.h"
#include "tests/property/strings.h"

namespace agentrender {
namespace {

// A document in which `text` stands in every kind of place.
Value Everywhere(Arena& arena, std::string_view text, bool as_key) {
  const Value string = Value::String(text);
  Value item = Value::Map(arena);
  item.Add(arena, "first", string);
  item.Add(arena, "second", string);
  Value inner = Value::List(arena);
  inner.Push(arena, string);
  Value list = Value::List(arena);
  for (const Value& child : {string, item, inner, string}) list.Push(arena, child);
  Value map = Value::Map(arena);
  map.Add(arena, "value", string);
  map.Add(arena, "list", list);
  if (as_key) {
    Value deep = Value::Map(arena);
    deep.Add(arena, string, string);
    map.Add(arena, "deep", deep);
    map.Add(arena, Value::String(arena.Join("key ", text)), string);
  }
  map.Add(arena, "last", string);
  return map;
}

Data DataOfValue(const Value& value) {
  Data data;
  if (value.IsList()) {
    data.kind = Data::Kind::kList;
    for (const Value& item : value) data.list.push_back(DataOfValue(item));
  } else if (value.IsMap()) {
    data.kind = Data::Kind::kMap;
    for (const Member& m : value.members()) data.map["str:" + std::string(m.key.text())] = DataOfValue(m.value);
  } else {
    data.scalar = "str:" + std::string(value.text());
  }
  return data;
}

std::string Yaml(const Value& value) {
  Output out;
  EmitYaml(value, 0, out);
  return std::string(out.view());
}

bool ReadsBackByUs(const std::string& yaml, const Value& value) {
  Arena arena;
  Problems problems;
  std::vector<Document> documents;
  return Read({"test", yaml, true}, 0, arena, documents, problems) && documents.size() == 1 &&
         Equal(documents.front().root, value);
}

bool ReadsBackByYamlCpp(const std::string& yaml, const Value& value) {
  try {
    for (const Typing typing : {Typing::kYaml11, Typing::kKubernetes, Typing::kYaml12}) {
      const std::vector<Data> documents = ReadDocuments(yaml, typing);
      if (documents.size() != 1 || !Differences("", DataOfValue(value), documents.front()).empty()) return false;
    }
    return true;
  } catch (const YAML::Exception&) {
    return false;
  }
}

void CheckRoundTrip(const std::vector<std::string>& strings) {
  constexpr size_t kLongestKey = limits::kKeyBytes - 10;
  for (const std::string& text : strings) {
    Arena arena;
    const Value value = Everywhere(arena, text, text.size() < kLongestKey);
    const std::string yaml = Yaml(value);
    if (!ReadsBackByUs(yaml, value)) FAIL_CHECK("our reader: " << Visible(text) << " written " << Visible(yaml));
    if (!ReadsBackByYamlCpp(yaml, value)) FAIL_CHECK("yaml-cpp: " << Visible(text) << " written " << Visible(yaml));
  }
}

TEST_CASE("known strings are read back as they were") { CheckRoundTrip(KnownStrings()); }

TEST_CASE("mixtures of strings are read back as they were") {
  Random random(20240607);
  CheckRoundTrip(Mixtures(random, 3000));
}

TEST_CASE("what is nearly a number is read back as it was") {
  Random random(60);
  CheckRoundTrip(NearNumbers(random, 3000));
}

TEST_CASE("long lines are read back as they were") { CheckRoundTrip(LongLines()); }

bool ReadsPlain(const std::string& yaml, const Data& want) {
  try {
    const std::vector<Data> documents = ReadDocuments(yaml, Typing::kYaml12);
    if (documents.size() != 1 || !Differences("", want, documents.front()).empty()) return false;
  } catch (const YAML::Exception&) {
    return false;
  }
  Arena arena;
  Problems problems;
  std::vector<Document> documents;
  return Read({"test", yaml, true}, 0, arena, documents, problems) && documents.size() == 1 &&
         Differences("", want, DataOfValue(documents.front().root)).empty();
}

// Whether every reader takes the text without quotes for this string, as a value,
// an item and a key.
bool NeedsNoQuotes(const std::string& text) {
  for (const Typing typing : {Typing::kYaml11, Typing::kKubernetes, Typing::kYaml12}) {
    if (TypedScalar(text, typing) != "str:" + text) return false;
  }
  Data scalar;
  scalar.scalar = "str:" + text;
  Data value;
  value.kind = Data::Kind::kMap;
  value.map["str:a"] = scalar;
  Data item;
  item.kind = Data::Kind::kList;
  item.list = {scalar};
  Data key;
  key.kind = Data::Kind::kMap;
  key.map["str:" + text].scalar = "str:b";
  return ReadsPlain("a: " + text + "\n", value) && ReadsPlain("- " + text + "\n", item) &&
         ReadsPlain(text + ": b\n", key);
}

// A date, perhaps with the beginning of a time.
bool IsNearlyDate(const std::string& text) {
  unsigned year = 0;
  unsigned month = 0;
  unsigned day = 0;
  int length = 0;
  if (std::sscanf(text.c_str(), "%4u-%2u-%2u%n", &year, &month, &day, &length) != 3) return false;
  const std::string rest = text.substr(static_cast<size_t>(length));
  return rest.empty() ||
         (std::string("Tt ").find(rest[0]) != std::string::npos && rest.find_first_of("0123456789") < 9);
}

bool IsNearlyBase60(const std::string& text) {
  return text.find(':') != std::string::npos && text.find_first_not_of("+-0123456789_:.") == std::string::npos &&
         std::isdigit(static_cast<unsigned char>(text.back())) != 0;
}

// Quotes that no reader here needs, but others do: characters that some take for blanks or
// line breaks, what can end a document, dates and base 60 as Ruby and go-yaml 3 take them.
bool QuotedToBeSure(const std::string& text) {
  const auto has = [&](const char* bytes) { return text.find_first_of(bytes) != std::string::npos; };
  const std::string start = text.substr(0, 3);
  return has("\t\r\x7f\xc2\xe2\xef") || text == "=" || start == "---" || start == "..." ||
         (text.size() > 1 && has(",[]{}") && std::string("-?:").find(text[0]) != std::string::npos) ||
         IsNearlyDate(text) || IsNearlyBase60(text);
}

void CheckMinimal(const std::vector<std::string>& strings) {
  for (const std::string& text : strings) {
    const bool plain = StyleOf(text) == Style::kPlain;
    if (text.empty() || text.find('\n') != std::string::npos) continue;
    const bool may_be_plain = NeedsNoQuotes(text);
    if (plain && !may_be_plain) FAIL_CHECK("needs quotes: " << Visible(text));
    if (!plain && may_be_plain && !QuotedToBeSure(text)) FAIL_CHECK("needs no quotes: " << Visible(text));
  }
}

TEST_CASE("quotes stand only where they are needed") {
  Random random(7);
  CheckMinimal(KnownStrings());
  CheckMinimal(Mixtures(random, 2000));
  CheckMinimal(NearNumbers(random, 4000));
}

TEST_CASE("several lines are a literal block where one can hold them") {
  for (const std::string text :
       {"a\nb", "a\nb\n", "a\n\nb\n\n", "  a\nb", "\ta\nb", "\n\na\n", "a\t\nb \n", "# a\n", "---\na\n"}) {
    INFO(Visible(text));
    CHECK(StyleOf(text) == Style::kLiteral);
  }
}

}  // namespace
}  // namespace agentrender
