// Takes texts from anywhere, gives the sources of a rendering.
#include "posix/inputs.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "posix/io.h"

namespace agentrender {

void AddInput(std::string name, std::string text, bool named, Inputs& inputs) {
  inputs.bytes += text.size();
  inputs.names.push_back(std::move(name));
  inputs.texts.push_back(std::move(text));
  inputs.sources.push_back({inputs.names.back(), inputs.texts.back(), named});
}

void ReadStdin(const InputOptions& options, Inputs& inputs) {
  std::string text;
  if (!ReadAll(STDIN_FILENO, options.BytesLeft(inputs), text)) {
    ReportUnreadable("stdin", std::strerror(errno), inputs);
    return;
  }
  AddInput("stdin", std::move(text), true, inputs);
}

void ReportUnreadable(std::string_view path, std::string_view why, Inputs& inputs) {
  inputs.problems.Error(Code::kUnreadable, {}, std::string(path) + " cannot be read: " + std::string(why));
}

}  // namespace agentrender
