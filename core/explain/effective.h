// The values that apply to one Agent after its template, the cluster's configuration, defaults and options. Editors
// show them next to the text. Only the first stages run: no object is made.
#pragma once

#include <string>
#include <vector>

#include "core/model/document.h"
#include "core/options.h"

namespace agentrender {

struct EffectiveField {
  std::string
      path;  // of the Agent's field: "spec.workspaceDir"; of a field of the cluster's configuration as that has it
  std::string text;  // on one line: a value, or "3 entries: a, b, c"
  Origin origin;     // where it is written, or the cause that made it
};

// For the Agent at `place`, the fields that have a value, in the order of the table of fields that can be inherited.
// Empty if the Agent, its template or the configuration has errors. `documents` are views of `sources`.
std::vector<EffectiveField> EffectiveFields(const std::vector<Document>& documents, const std::vector<Source>& sources,
                                            const Options& options, const Origin& place);

}  // namespace agentrender
