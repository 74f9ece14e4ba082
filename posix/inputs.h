// The texts that a command line names. Each host reads them in its own way: read_inputs.cc, and cli/host_wasi.cc.
#pragma once

#include <algorithm>
#include <list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/list.h"
#include "core/model/document.h"
#include "core/model/problem.h"
#include "core/model/size_limits.h"

namespace agentrender {

struct Inputs {
  std::vector<Source> sources;
  // What cannot be read (errors), and what was left out (infos).
  Problems problems;
  bool directories = false;  // a path was one
  // What was named: a path, and the sources [begin, end) read from it.
  struct Given {
    std::string path;
    size_t begin;
    size_t end;
    bool directory = false;
    bool file = false;   // a regular one
    bool known = false;  // something of it was read before, by another path
  };
  std::vector<Given> given;
  size_t bytes = 0;  // of all texts that are taken

  std::list<std::string> names;  // behind `sources`; addresses stay
  std::list<std::string> texts;
};

struct InputOptions {
  bool follow_outside = false;  // links that leave the directory they are found in
#if !defined(__wasi__) || defined(AGENTRENDER_FILES)
  // Patterns for which IsGlob() holds (glob.h): what of a directory is left out, by its path there or its name.
  std::span<const std::string_view> exclude;
#endif
  // Of all texts no more is read; one byte more than is accepted, so that the core says that it is too much.
  size_t most_bytes = SizeLimits{}.source_bytes + 1;
  // Of the paths of files that are found in folders, each with what is kept of a file besides its text.
  size_t most_path_bytes = SizeLimits{}.source_bytes;

  size_t BytesLeft(const Inputs& inputs) const { return most_bytes - std::min(most_bytes, inputs.bytes); }
};

// Appends a text, which is read already. One that is more than is taken, with those before it, is marked so and let go
// of: what comes after it can still be looked at.
void AddInput(std::string name, std::string text, bool named, const InputOptions& options, Inputs& inputs);

// The paths that gave nothing, by which sources have resources: what a failed command before a pipe leaves, a folder
// without files. A file that is named counts only if it is empty.
PlainList<const Inputs::Given*> EmptyPaths(const Inputs& inputs, const std::vector<bool>& has_resources);

// The same for one that is known to be too much, and was not read.
void AddTooMuch(std::string name, bool named, Inputs& inputs);

// Reads stdin, which messages call "stdin".
void ReadStdin(const InputOptions& options, Inputs& inputs);

// The error that `path` cannot be read.
void ReportUnreadable(std::string_view path, std::string_view why, Inputs& inputs);

// Reads each path in its order: a file, `-` for stdin, or a directory with everything below it, files sorted by path.
void ReadInputs(const std::vector<std::string_view>& paths, const InputOptions& options, Inputs& inputs);

}  // namespace agentrender
