// An Application's directory -> the sources that are rendered.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "argocd-plugin/argocd.h"
#include "argocd-plugin/parameters.h"
#include "argocd-plugin/tree.h"
#include "core/model/document.h"

namespace agentrender::argocd {

struct Loaded {
  std::deque<std::string> texts;  // what `sources` are views of
  std::vector<Source> sources;
  std::string_view builder;         // "kustomize" or "helm" when one of them made the text
  std::vector<std::string> notes;   // what was left out
  std::vector<std::string> errors;  // why nothing could be loaded
};

// The kinds of application that only another tool can read, by the file that says so;
// kPlain when there is none, kAuto when there are several.
SourceKind KindOfDirectory();

Loaded Load(const Environment& environment, const Parameters& parameters);

// A path below the working directory, relative to the repository's root, for people.
std::string ShownPath(const Environment& environment, const std::string& path);

}  // namespace agentrender::argocd
