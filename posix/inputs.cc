// Takes texts from anywhere, gives the sources of a rendering.
#include "posix/inputs.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "posix/io.h"

namespace agentrender {

void AddInput(std::string name, std::string text, bool named, const InputOptions& options, Inputs& inputs) {
  if (text.size() >= options.BytesLeft(inputs)) return AddTooMuch(std::move(name), named, inputs);
  inputs.bytes += text.size();
  inputs.names.push_back(std::move(name));
  inputs.texts.push_back(std::move(text));
  inputs.sources.push_back({inputs.names.back(), inputs.texts.back(), named});
}

void AddTooMuch(std::string name, bool named, Inputs& inputs) {
  inputs.names.push_back(std::move(name));
  inputs.sources.push_back({inputs.names.back(), {}, named, true});
}

PlainList<const Inputs::Given*> EmptyPaths(const Inputs& inputs, const std::vector<bool>& has_resources) {
  PlainList<const Inputs::Given*> empty;
  for (const Inputs::Given& given : inputs.given) {
    bool holds = given.known;
    for (size_t i = given.begin; i < given.end; ++i) {
      const Source& source = inputs.sources[i];
      const bool has_text = source.text.find_first_not_of(" \t\r\n") != std::string_view::npos;
      holds |= source.too_much || (given.file ? has_text : i < has_resources.size() && has_resources[i]);
    }
    if (!holds) empty.push_back(&given);
  }
  return empty;
}

void ReadStdin(const InputOptions& options, Inputs& inputs) {
  std::string text;
  if (!ReadAll(STDIN_FILENO, options.BytesLeft(inputs), text)) {
    ReportUnreadable("stdin", std::strerror(errno), inputs);
    return;
  }
  inputs.given.push_back({"stdin", inputs.sources.size(), inputs.sources.size() + 1});
  AddInput("stdin", std::move(text), true, options, inputs);
}

void ReportUnreadable(std::string_view path, std::string_view why, Inputs& inputs) {
  inputs.problems.Error(Code::kUnreadable, {}, std::string(path) + " cannot be read: " + why);
}

}  // namespace agentrender
