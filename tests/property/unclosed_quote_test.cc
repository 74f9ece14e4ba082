// A text lacks one quote: what is reported is where that quoted text begins. The inputs are those of the golden cases,
// as they are and as one line of JSON each; libyaml's scanner says where their quoted texts are.
#include <yaml.h>

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "tests/unit/files.h"
#include "tests/unit/reading.h"

namespace agentrender {
namespace {

// A quoted text within a line, in bytes.
struct QuotedText {
  size_t begin;
  size_t last;
};

// Those of an ASCII text.
std::vector<QuotedText> QuotedTextsOf(const std::string& text) {
  std::vector<QuotedText> found;
  yaml_parser_t parser;
  yaml_parser_initialize(&parser);
  yaml_parser_set_input_string(&parser, reinterpret_cast<const yaml_char_t*>(text.data()), text.size());
  for (bool more = true; more;) {
    yaml_token_t token;
    if (yaml_parser_scan(&parser, &token) == 0) break;
    more = token.type != YAML_STREAM_END_TOKEN && token.type != YAML_NO_TOKEN;
    const bool whole = token.type == YAML_SCALAR_TOKEN && token.start_mark.line == token.end_mark.line;
    const char first = whole ? text[token.start_mark.index] : ' ';
    if (first == '"' || first == '\'') found.push_back({token.start_mark.index, token.end_mark.index - 1});
    yaml_token_delete(&token);
  }
  yaml_parser_delete(&parser);
  return found;
}

bool IsAscii(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::vector<std::string> Texts() {
  constexpr size_t kMost = 1500;
  std::vector<std::string> texts;
  for (const auto& folder : FoldersWith(TestsFolder() / "golden", "input.yaml")) {
    const std::string text = FileText(folder / "input.yaml");
    SourceReading reading(text);
    if (!reading.good || text.size() > kMost) continue;
    texts.push_back(text);
    for (const std::string& json : reading.Json()) texts.push_back(json + "\n");
  }
  std::erase_if(texts, [](const std::string& text) { return text.size() > kMost || !IsAscii(text); });
  return texts;
}

std::string PlaceOf(const std::string& text, size_t at) {
  const auto line = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n') + 1;
  const size_t begin = text.rfind('\n', at) + 1;  // npos + 1 is 0
  return "AR0101 " + std::to_string(line) + ":" + std::to_string(at - begin + 1);
}

TEST_CASE("a quote that is not closed is reported where it begins") {
  constexpr size_t kStep = 7;  // of so many quoted texts, one
  size_t number = 0, tried = 0, elsewhere = 0;
  for (const std::string& text : Texts()) {
    for (const QuotedText& quoted : QuotedTextsOf(text)) {
      if (++number % kStep != 0) continue;
      std::string broken = text;
      broken.erase(quoted.last, 1);
      SourceReading reading(broken);
      if (reading.good) continue;  // another text then
      ++tried;
      if (reading.Found().front() == PlaceOf(text, quoted.begin)) continue;
      ++elsewhere;
      UNSCOPED_INFO(reading.Found().front() << " and not " << PlaceOf(text, quoted.begin) << ":\n" << broken);
    }
  }
  CHECK(tried > 200);
  CHECK(elsewhere * 50 <= tried);  // within a text that has quotes of its own, another place can be as good
}

}  // namespace
}  // namespace agentrender
