// Takes an Application's directory, gives the sources that are rendered: its files, or what kustomize or helm make
// of them, run without input and with nothing from outside the repository.
#include "argocd-plugin/load.h"

#include "core/model/size_limits.h"
#include "posix/child.h"

namespace agentrender::argocd {

namespace {

// Files that cannot be read; more are not looked for.
constexpr size_t kMostErrors = 1000;
constexpr const char* kKustomizationFiles[] = {"kustomization.yaml", "kustomization.yml", "Kustomization"};

bool HasKustomization() {
  for (const char* name : kKustomizationFiles) {
    if (IsFile(name)) return true;
  }
  return false;
}

// A file without this word has no resource; an escape could hide it.
bool MayHaveResource(std::string_view text) {
  return text.find("apiVersion") != std::string_view::npos || text.find('\\') != std::string_view::npos;
}

void AddSource(Loaded& loaded, std::string name, std::string text, bool named) {
  const std::string& kept_name = loaded.texts.emplace_back(std::move(name));
  const std::string& kept_text = loaded.texts.emplace_back(std::move(text));
  loaded.sources.push_back({kept_name, kept_text, named});
}

void LoadFiles(const Environment& environment, const Parameters& parameters, Loaded& loaded) {
  const Filter filter{parameters.include, parameters.exclude};
  size_t left = SizeLimits{}.source_bytes;
  Notes notes;
  WalkTree(RepositoryRoot(environment.source_path), filter, notes, [&](const std::string& path) {
    std::string text;
    std::string error;
    if (!ReadFile(path, left, text, error)) {
      loaded.errors.push_back(ShownPath(environment, path) + ": error: " + error);
      return loaded.errors.size() < kMostErrors;
    }
    if (MayHaveResource(text)) {
      left -= text.size();
      AddSource(loaded, ShownPath(environment, path), std::move(text), false);
    }
    return true;
  });
  loaded.notes = std::move(notes.left_out);
  if (notes.more != 0) loaded.notes.push_back("and " + std::to_string(notes.more) + " more that are left out");
  for (const auto& [path, why] : notes.unreadable)
    loaded.errors.push_back(ShownPath(environment, path) + ": error: " + why);
}

// Helm would also take addresses, and files of the plugin's own container.
bool IsInRepository(const Environment& environment, std::string_view path) {
  const std::string file(path);
  return IsFile(file) && StaysIn(RepositoryRoot(environment.source_path), file);
}

std::vector<std::string> HelmCommand(const Environment& environment, const Parameters& parameters, Loaded& loaded) {
  const std::string_view ns = parameters.ns.empty() ? environment.ns : parameters.ns;
  std::vector<std::string> command = {"helm", "template", "--include-crds"};
  const auto add = [&](const char* option, std::string_view value) {
    if (!value.empty()) command.push_back(std::string(option) + std::string(value));
  };
  add("--namespace=", ns);
  add("--kube-version=", environment.kube_version);
  add("--api-versions=", environment.api_versions);
  for (std::string_view file : parameters.helm_values) {
    if (!IsInRepository(environment, file)) {
      loaded.errors.push_back(ShownPath(environment, std::string(file)) +
                              ": error: helm-values: there is no such file in the repository");
    }
    add("--values=", file);
  }
  command.emplace_back("--");
  command.emplace_back(environment.app_name.empty() ? "release" : environment.app_name);
  command.emplace_back(".");
  return command;
}

// Each line of a text behind a prefix.
void AddLines(std::string_view prefix, std::string_view text, std::vector<std::string>& lines) {
  while (!text.empty()) {
    const size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    if (!line.empty()) lines.push_back(std::string(prefix) + std::string(line));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
}

void RunBuilder(const Environment& environment, const std::vector<std::string>& command, Loaded& loaded) {
  const std::string& program = command[0];
  const std::string place = ShownPath(environment, "");
  ChildResult child = RunChild(command);
  if (!child.error.empty()) {
    loaded.errors.push_back(place + ": error: " + program + " " + child.error +
                            ", and the directory needs it; use the image variant with tools, or set source to plain");
    return;
  }
  if (!child.stopped.empty()) {
    loaded.errors.push_back(place + ": error: " + program + " " + child.stopped);
    return;
  }
  const std::string prefix = program + ": ";
  if (child.status != 0) {
    loaded.errors.push_back(place + ": error: " + program + " failed with status " + std::to_string(child.status));
    AddLines(prefix, child.errors, loaded.errors);
    return;
  }
  AddLines(prefix, child.errors, loaded.notes);
  AddSource(loaded, "output of " + program, std::move(child.output), true);
}

}  // namespace

SourceKind KindOfDirectory() {
  const bool kustomize = HasKustomization();
  const bool helm = IsFile("Chart.yaml");
  if (kustomize && helm) return SourceKind::kAuto;
  return kustomize ? SourceKind::kKustomize : helm ? SourceKind::kHelm : SourceKind::kPlain;
}

std::string ShownPath(const Environment& environment, const std::string& path) {
  const std::string_view above = environment.source_path;
  if (above.empty() || above == ".") return path.empty() ? "." : path;
  if (path.empty()) return std::string(above);
  return std::string(above) + (above.back() == '/' ? "" : "/") + path;
}

Loaded Load(const Environment& environment, const Parameters& parameters) {
  Loaded loaded;
  const SourceKind kind = parameters.source == SourceKind::kAuto ? KindOfDirectory() : parameters.source;
  switch (kind) {
    case SourceKind::kAuto:
      loaded.errors.push_back(ShownPath(environment, "") +
                              ": error: there is both a kustomization and a Chart.yaml; set source to choose one");
      break;
    case SourceKind::kPlain: LoadFiles(environment, parameters, loaded); break;
    case SourceKind::kKustomize:
      loaded.builder = "kustomize";
      RunBuilder(environment, {"kustomize", "build", "."}, loaded);
      break;
    case SourceKind::kHelm:
      loaded.builder = "helm";
      const std::vector<std::string> command = HelmCommand(environment, parameters, loaded);
      if (loaded.errors.empty()) RunBuilder(environment, command, loaded);
      break;
  }
  return loaded;
}

}  // namespace agentrender::argocd
