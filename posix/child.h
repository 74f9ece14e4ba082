// Child processes: kustomize, helm and git.
#pragma once

#include <string>
#include <vector>

#include "core/model/size_limits.h"

namespace agentrender {

struct ChildResult {
  std::string error;    // why it could not be started or watched; empty when it ran
  std::string stopped;  // the limit for which it was ended, as "prints more than 16 MiB"; its status is of no use then
  int status = 0;       // its exit status; 128 and the signal's number when one ended it
  std::string output;   // what it wrote
  std::string errors;
};

// How much a program may print, and how long it may take; if it exceeds that, it is ended, which is an error.
struct ChildLimits {
  size_t output_bytes = SizeLimits{}.source_bytes;
  int seconds = 0;  // 0: as long as it likes
};

// Runs a program found in PATH, without input, and waits for its end.
ChildResult RunChild(const std::vector<std::string>& command, const ChildLimits& limits = {});

// The first line of what a program wrote.
inline std::string FirstLine(const std::string& text) { return text.substr(0, text.find('\n')); }

}  // namespace agentrender
