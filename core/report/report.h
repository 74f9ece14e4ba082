// Problems -> text for people, editors and programs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/output.h"
#include "core/model/document.h"
#include "core/model/problem.h"

namespace agentrender {

struct ReportOptions {
  bool color = false;                // ANSI escapes; whether there is a terminal is the caller's knowledge
  Severity least = Severity::kInfo;  // what is less severe is left out
  // The version that is reproduced, for JSON; empty if nothing is rendered.
  std::string_view controller = {};  // NOLINT(readability-redundant-member-init): may be left out
};

// Appends each problem with the line that it is about:
//
//   agents/reviewer.yaml:14:7: error: spec.podSpec.extraEnvs: unknown field [AR0301]
//      14 |       extraEnvs:
//         |       ^~~~~~~~~ did you mean extraEnv?
//
// If no line is known, the object is named instead of file and line. Long lines are cut around the caret, and control
// characters are escaped. Of many findings that differ only in their places, the first are shown, with the number of
// the rest.
void ReportText(const std::vector<Problem>& problems, const std::vector<Source>& sources, const ReportOptions& options,
                Output& out);

// Appends each problem as one line, "file:line:column: severity: field: message (hint) [AR0301]".
void ReportLines(const std::vector<Problem>& problems, const std::vector<Source>& sources, const ReportOptions& options,
                 Output& out);

// The same for hosts that know files and lines better than we do, or not at all (kustomize): each line is `prefix`,
// then "severity: file: Agent namespace/name: field: message (hint) [AR0301]". The file is what the object's
// annotations say.
void ReportObjects(const std::vector<Problem>& problems, const std::vector<Source>& sources, std::string_view prefix,
                   Output& out);

// Appends one JSON array. Its objects have severity, code and message, and where known hint, file, line, column,
// object {apiVersion, kind, namespace, name}, field, other {file, line, column} and controller.
void ReportJson(const std::vector<Problem>& problems, const std::vector<Source>& sources, const ReportOptions& options,
                Output& out);

// "2 errors, 1 warning"; empty when there are neither.
std::string CountProblems(const std::vector<Problem>& problems);

}  // namespace agentrender
