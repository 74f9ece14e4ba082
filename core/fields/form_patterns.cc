// The forms of text as regular expressions. Not in forms.cc, so that modules that print no schema do not include them.
#include "core/fields/forms.h"

namespace agentrender {

const FormPattern& PatternOf(FormId id) {
  static constexpr FormPattern kPatterns[] = {
#define FORM(id, code, noun, check, pattern, refused, longest) {pattern, refused, longest},
#include "core/fields/forms.def"
  };
  return kPatterns[static_cast<size_t>(id)];
}

}  // namespace agentrender
