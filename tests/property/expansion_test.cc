// Two entries of one variable become one only where Kubernetes makes the same of both (D9). The oracle is written from
// its documentation: $(NAME) is the variable's value, $$ one dollar, and a reference to what is not known stays.
#include "core/formats/expansion.h"

#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace agentrender {
namespace {

using Lookup = std::function<std::string(const std::string&)>;

std::string Expanded(const std::string& value, const Lookup& lookup) {
  std::string out;
  for (size_t i = 0; i < value.size();) {
    const bool last = i + 1 == value.size();
    if (value[i] != '$' || last) {
      out += value[i++];
    } else if (value[i + 1] == '$') {
      out += '$';
      i += 2;
    } else if (const size_t end = value.find(')', i); value[i + 1] == '(' && end != std::string::npos) {
      out += lookup(value.substr(i + 2, end - i - 2));
      i = end + 1;
    } else {
      out += value.substr(i, 2);
      i += 2;
    }
  }
  return out;
}

// All texts of these characters, up to a length.
std::vector<std::string> Texts(std::string_view alphabet, size_t longest) {
  std::vector<std::string> texts = {""};
  for (size_t begin = 0, length = 1; length <= longest; ++length) {
    const size_t end = texts.size();
    for (; begin < end; ++begin) {
      for (const char c : alphabet) texts.push_back(texts[begin] + c);
    }
  }
  return texts;
}

// Every variable has a value, and no two have the same.
std::string Known(const std::string& name) { return "<" + name + ">"; }

TEST_CASE("what stands in place of a reference comes out as Kubernetes makes it") {
  const std::vector<std::string> literals = Texts("$()Xa", 3);
  const std::vector<std::string> values = Texts("$()Xa", 6);
  size_t replaced = 0, kept = 0;
  for (const std::string& literal : literals) {
    const bool odd = literal.find("$(") != std::string::npos || literal.ends_with('$');
    const std::string text = Expanded(literal, Known);
    for (const std::string& value : values) {
      if (!RefersTo(value, "X")) continue;
      std::string made;
      const bool fits = PutInPlace(value, "X", literal, made);
      ++(fits ? replaced : kept);
      if (odd && fits) FAIL(literal << " is kept apart, and not in " << value);
      if (odd) continue;
      const std::string wanted =
          Expanded(value, [&](const std::string& name) { return name == "X" ? text : Known(name); });
      const bool same = Expanded(made, Known) == wanted;
      if (same != fits) FAIL(value << " with " << literal << " is " << made << ", and fits " << fits);
    }
  }
  CHECK(replaced > 100);
  CHECK(kept > 100);
}

TEST_CASE("references are those of Kubernetes") {
  for (const std::string& value : Texts("$()X", 6)) {
    bool refers = false;
    const std::string wanted = Expanded(value, [&](const std::string& name) {
      refers |= name == "X";
      return Known(name);
    });
    std::string got;
    for (const ExpansionPart& part : PartsOf(value))
      got += part.reference ? Known(std::string(part.text)) : std::string(part.text);
    if (got != wanted || RefersTo(value, "X") != refers) FAIL(value << ": " << got << ", not " << wanted);
  }
}

}  // namespace
}  // namespace agentrender
