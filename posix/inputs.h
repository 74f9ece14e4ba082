// The texts that a command line names. Each host has its own way to them: read_inputs.cc, and cli/host_wasi.cc.
#pragma once

#include <algorithm>
#include <list>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/document.h"
#include "core/model/problem.h"
#include "core/model/size_limits.h"

namespace agentrender {

struct Inputs {
  std::vector<Source> sources;
  // What cannot be read (errors), and what was left out (infos).
  Problems problems;
  bool directories = false;  // a path was one
  size_t bytes = 0;          // of all texts

  std::list<std::string> names;  // behind `sources`; addresses stay
  std::list<std::string> texts;
};

struct InputOptions {
  bool follow_outside = false;  // links that leave the directory they are found in
  // Of all texts no more is read; one byte more than is accepted, so that the core says that it is too much.
  size_t most_bytes = SizeLimits{}.source_bytes + 1;

  size_t BytesLeft(const Inputs& inputs) const { return most_bytes - std::min(most_bytes, inputs.bytes); }
};

// Appends a text, which is read already.
void AddInput(std::string name, std::string text, bool named, Inputs& inputs);

// Reads stdin, which messages call "stdin".
void ReadStdin(const InputOptions& options, Inputs& inputs);

// The error that `path` cannot be read.
void ReportUnreadable(std::string_view path, std::string_view why, Inputs& inputs);

// Reads each path in its order: a file, `-` for stdin, or a directory with everything below it, files sorted by path.
void ReadInputs(const std::vector<std::string_view>& paths, const InputOptions& options, Inputs& inputs);

}  // namespace agentrender
