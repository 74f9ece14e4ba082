// The Argo CD config management plugin: what argocd-cmp-server runs in an
// Application's directory, which is the working directory.
#pragma once

#include <string>
#include <string_view>

#include "core/base/output.h"
#include "core/model/controller.h"

namespace agentrender::argocd {

// What argocd-cmp-server passes in environment variables; empty if not set.
struct Environment {
  std::string_view parameters;    // ARGOCD_APP_PARAMETERS
  std::string_view app_name;      // ARGOCD_APP_NAME
  std::string_view ns;            // ARGOCD_APP_NAMESPACE, the destination's
  std::string_view source_path;   // ARGOCD_APP_SOURCE_PATH, from the repository's root
  std::string_view kube_version;  // KUBE_VERSION
  std::string_view api_versions;  // KUBE_API_VERSIONS

  static Environment OfProcess();
};

enum Status : int {
  kDone = 0,
  kFindings = 1,  // the input has errors
  kUsage = 2,     // the parameters have
};

// The result of a command: `output` for stdout, `errors`, one finding per line, for stderr.
struct Outcome {
  int status = kDone;
  Output output;
  std::string errors;
};

// What the plugin's command line sets for all Applications; their parameters win.
struct Defaults {
  bool allow_empty = false;  // no Agent is no error
  Controller controller;
};

// The manifests of the Application, one object per line.
Outcome Generate(const Environment& environment, const Defaults& defaults);

// The path of the first file with an Agent; nothing if there is none, or if the directory has a kustomization or a
// chart, unless `compose`.
Outcome Discover(const Environment& environment, bool compose);

// A JSON list of parameter announcements: those whose defaults depend on the
// Application, its images; or, `fixed`, the others, as plugin.yaml has them.
Outcome AnnounceParameters(const Environment& environment, bool fixed);

// The table of parameters for the docs, in Markdown.
Outcome DocumentParameters();

}  // namespace agentrender::argocd
