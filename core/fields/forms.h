// The forms of text that rules name: forms.def.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/model/problem.h"

namespace agentrender {

// A placeholder for the code of the part that is checked: kInvalidVolume in volumes, kBadValue in our own kinds.
inline constexpr Code kPart{};

enum class FormId : uint8_t {
#define FORM(id, code, noun, check, pattern, refused, longest) id,
#include "core/fields/forms.def"
};

struct TextForm {
  // What is expected of a text that does not have the form; null if it has. A null pointer for forms that code
  // checks.
  const char* (*check)(std::string_view text);
  Code code;
  const char* noun;
};

const TextForm& FormOf(FormId id);

// What is wrong with a text, as a message; empty if it has the form.
std::string CheckForm(FormId id, std::string_view text);

// As regular expressions (see forms.def).
struct FormPattern {
  const char* pattern;
  const char* refused;
  int64_t longest;
};
const FormPattern& PatternOf(FormId id);

}  // namespace agentrender
