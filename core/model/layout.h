// The layout of the Pod's file system (spec 4): files, directories and repositories, before it is known which
// containers put them there.
#pragma once

#include "core/base/arena.h"
#include "core/base/order.h"
#include "core/model/agent.h"
#include "core/model/value.h"

namespace agentrender {

// A path as written (made absolute) and cleaned: written paths are rendered, cleaned paths are compared
// (D20).
struct Path {
  std::string_view written;
  std::string_view clean;
  Origin origin;
};

// A key of an object that is mounted from the cluster (D16, D30).
struct LiveSource {
  bool secret = false;  // of a Secret, else of a ConfigMap
  std::string_view name;
  std::string_view key;
  Sourced<bool> optional;
};

// A file of ConfigMap `{name}-server-context`, or a live one.
struct File {
  Path path;
  std::string_view key;  // in the volume context-files
  Value content;         // a string; absent for a live one
  Sourced<int64_t> mode;
  LiveSource live;  // its name is empty unless the file is live

  bool IsLive() const { return !live.name.empty(); }
};

// A whole ConfigMap that context-init copies to a directory.
struct DirectoryMount {
  Path path;
  Text config_map;
  Sourced<bool> optional;
};

// A file that url-fetch downloads (D4).
struct UrlFile {
  Path path;
  const UrlSource* url = nullptr;
};

// One folder of a repository in the main container.
struct RepositoryMount {
  std::string_view mount_path;
  std::string_view sub_path;  // `repo`, or below it
  Origin origin;
};

// A cloned repository, of a context or a skill.
struct Repository {
  const GitSource* git = nullptr;
  Path path;
  bool at_workspace_root = false;  // copied there instead of mounted (R40)
  bool skill = false;
  ArenaList<RepositoryMount> mounts;
};

// An emptyDir for a directory outside the workspace (ctx-*).
struct OutsideVolume {
  std::string_view directory;  // cleaned
  std::string_view name;
  Origin origin;
  bool by_context_init = false;  // context-init writes there, not only url-fetch
};

// An annotation of the Pod template that names the commit of a repository (D14).
struct Pin {
  std::string_view key;
  Value commit;
};

struct Layout {
  ArenaList<File> files;
  ArenaList<DirectoryMount> directories;
  ArenaList<UrlFile> urls;
  ArenaList<Repository> repositories;
  ArenaList<Pin> pins;
  size_t rollouts = 0;  // contexts that ask for a pin, those without one counted too
  ArenaList<OutsideVolume> outside;
  ArenaList<Value> context_blocks;  // the parts of context.md
  size_t bytes = 0;                 // of the contents of contexts
  bool has_context_md = false;      // some file is at {workspaceDir}/.kubeopencode/context.md
  Value opencode_config;            // the value of opencode.json; absent when not written
  bool doubles = false;             // its numbers pass through doubles
  bool has_tui_config = false;
  ArenaList<Value> plugin_packages;  // specifiers as written, each once

  NumberByText outside_by_directory;

  // The index of a directory in `outside`; null if it is not there.
  const OutsideVolume* FindOutside(std::string_view directory) const {
    const auto found = outside_by_directory.find(directory);
    return found == outside_by_directory.end() ? nullptr : &outside[found->second];
  }
};

}  // namespace agentrender
