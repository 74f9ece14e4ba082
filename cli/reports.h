// Findings in the forms that code scanning and test reports have; agentrender.wasm has no room for them.
#pragma once

#include <vector>

#include "core/base/output.h"
#include "core/model/document.h"
#include "core/model/problem.h"
#include "core/report/report.h"

namespace agentrender {

// Appends a SARIF 2.1.0 log with one run: its rules are the codes of the findings, and paths are as they were named.
void ReportSarif(const std::vector<Problem>& problems, const std::vector<Source>& sources, const ReportOptions& options,
                 Output& out);

// Appends a JUnit report: each text of the input is a test case, which fails if it has errors. What is known of no text
// is a test case by itself.
void ReportJunit(const std::vector<Problem>& problems, const std::vector<Source>& sources, const ReportOptions& options,
                 Output& out);

}  // namespace agentrender
