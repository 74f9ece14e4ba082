// What `explain` can say where there is room. explain KIND.FIELD: takes the path of a field, and says what the tables
// know about it.
#include <unistd.h>

#include <algorithm>
#include <string>

#include "cli/command.h"
#include "cli/io.h"
#include "core/base/text.h"
#include "core/explain/effects.h"
#include "core/fields/field_docs.h"
#include "posix/inputs.h"

namespace agentrender {

namespace {

// Pod or Pod.spec, and not the name of a file that is missing.
bool LooksLikeField(std::string_view operand) {
  constexpr std::string_view kEndings[] = {".yaml", ".yml", ".json"};
  return !operand.empty() && IsUpper(operand[0]) &&
         std::none_of(std::begin(kEndings), std::end(kEndings),
                      [&](std::string_view ending) { return operand.ends_with(ending); });
}

}  // namespace

std::unique_ptr<EffectFinder> MakeEffectFinder(const Rendering& rendering, const Inputs& inputs,
                                               const Options& options) {
  return FindEffects(rendering, inputs.sources, options);
}

std::optional<int> ExplainField(std::string_view operand) {
  const std::string path(operand);
  if (operand.find('/') != std::string_view::npos || access(path.c_str(), F_OK) == 0) return std::nullopt;
  const std::string_view kind = operand.substr(0, operand.find('.'));
  if (!KindNamed(kind)) {
    const std::string_view near = KindNear(kind);
    if (!near.empty())
      return RefuseUsage(kExplainCommand,
                         "there is no kind " + Quoted(kind) + "; did you mean " + std::string(near) + "?");
    if (!LooksLikeField(operand)) return std::nullopt;
    return RefuseUsage(kExplainCommand, "explain does not know the kind " + Quoted(kind) + "; it knows " + KindNames());
  }
  std::string error;
  const std::string text = ExplainFieldPath(operand, error);
  return error.empty() ? WriteOrComplain(text) : RefuseUsage(kExplainCommand, error);
}

}  // namespace agentrender
