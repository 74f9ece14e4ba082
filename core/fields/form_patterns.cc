// Takes a form, gives its regular expression for schemas. Not in forms.cc, so that modules that print no schema do not
// contain these.
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
