// Child processes: kustomize, helm and git.
#pragma once

#include <string>
#include <vector>

namespace agentrender {

struct ChildResult {
  std::string error;   // why it could not be started or watched; empty when it ran
  int status = 0;      // its exit status; 128 and the signal's number when one ended it
  std::string output;  // what it wrote
  std::string errors;
};

// Runs a program found in PATH, without input, and waits for its end.
ChildResult RunChild(const std::vector<std::string>& command);

// The first line of what a program wrote.
inline std::string FirstLine(const std::string& text) { return text.substr(0, text.find('\n')); }

}  // namespace agentrender
