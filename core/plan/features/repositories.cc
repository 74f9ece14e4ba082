// Takes Git contexts and skills, gives clones, their mounts and the sidecars that keep them fresh (R23, R40, R41,
// D27).
#include "core/plan/features/repositories.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/formats/clean_path.h"
#include "core/formats/duration.h"
#include "core/resolve/defaults.h"

namespace agentrender {

namespace {

constexpr std::string_view kLink = "repo";
constexpr std::string_view kRoot = "/git";

bool HasDotDot(std::string_view path) {
  for (size_t begin = 0; begin <= path.size();) {
    const size_t end = std::min(path.find('/', begin), path.size());
    if (path.substr(begin, end - begin) == "..") return true;
    begin = end + 1;
  }
  return false;
}

// `path` as seen from the repository; empty for its root.
std::string_view CleanInRepository(Arena& arena, std::string_view path) {
  const std::string_view clean = CleanPath(arena, arena.Join(kLink, "/", path));
  return clean.size() > kLink.size() ? clean.substr(kLink.size() + 1) : std::string_view();
}

// D27. `as_written`: the path becomes a subPath unchanged, which may not have `..`.
void CheckPath(Laying& out, const Text& path, bool as_written) {
  if (!HasText(path)) return;
  const std::string_view clean = CleanPath(out.arena, out.arena.Join(kLink, "/", path.value));
  if (!IsBelow(clean, kLink)) {
    out.problems.Error(Code::kLeavesRepository, path.origin, Quoted(path.value) + " is outside the repository")
        .Hint("name a path in the repository");
  } else if (as_written && HasDotDot(path.value)) {
    const std::string_view inside = CleanInRepository(out.arena, path.value);
    out.problems
        .Error(Code::kLeavesRepository, path.origin,
               Quoted(path.value) + " contains `..`, which Kubernetes refuses in a subPath")
        .Hint(inside.empty() ? "remove the line: the whole repository is meant" : "write " + inside);
  }
}

void AddMounts(Laying& out, Repository& repository) {
  const GitSource& git = *repository.git;
  std::string_view path = git.path.value;
  if (!path.empty() && path[0] == '/') path.remove_prefix(1);
  const bool whole = !HasText(git.path);
  if (git.names.empty()) {
    const std::string_view sub_path = whole ? kLink : out.arena.Join(kLink, "/", path);
    repository.mounts.Push(out.arena, {repository.path.written, sub_path, repository.path.origin});
  }
  for (const Text& name : git.names) {
    const std::string_view sub_path = CleanPath(out.arena, out.arena.Join(kLink, "/", path, "/", name.value));
    repository.mounts.Push(out.arena,
                           {out.arena.Join(repository.path.written, "/", name.value), sub_path, name.origin});
  }
}

bool IsHotReload(const GitSync& sync) { return *sync.enabled && sync.policy.value != "Rollout"; }

void CheckSync(Laying& out, const Repository& repository) {
  const GitSync& sync = repository.git->sync;
  if (IsHotReload(sync) && repository.at_workspace_root) {
    out.problems
        .Warning(Code::kSyncAtRoot, sync.enabled.origin,
                 "HotReload has no effect at the workspace root: it updates a clone that nothing uses")
        .Hint("use policy: Rollout, or mount the repository in a subdirectory");
  }
}

// What git-init and git-sync both need to know about a repository.
void AddGitEnv(Container& container, const GitSource& git, const Maker& make) {
  make.Push(container.env, Env(make, "GIT_REPO", make.String(git.repository)));
  make.Push(container.env,
            Env(make, "GIT_REF", HasText(git.ref) ? make.String(git.ref) : make.Default(defaults::kGitRef)));
}

void AddGitPlace(Container& container, const Maker& make) {
  make.Push(container.env, Env(make, "GIT_ROOT", make.Word(kRoot)));
  make.Push(container.env, Env(make, "GIT_LINK", make.Word(kLink)));
}

// The keys of a Git Secret, all of them optional.
struct SecretKey {
  std::string_view env;
  std::string_view key;
};
constexpr SecretKey kSecretKeys[] = {{"GIT_USERNAME", "username"},
                                     {"GIT_PASSWORD", "password"},
                                     {"GIT_SSH_KEY", "ssh-privatekey"},
                                     {"GIT_SSH_KNOWN_HOSTS", "ssh-known-hosts"}};

void AddGitSecrets(Container& container, const GitSource& git, const Maker& make) {
  if (!HasText(git.secret)) return;
  for (const SecretKey& row : kSecretKeys) {
    make.Push(container.env,
              OptionalSecretEnv(make, row.env, make.String(git.secret), make.Word(row.key), make.Bool(true)));
  }
}

// D6: 0 asks for the whole history; negative depths count as not given (R23).
Value DepthOf(const GitSource& git, const Maker& make) {
  if (!git.depth || *git.depth < 0)
    return Value::String(make.Int(defaults::kGitDepth).text(), {0, 0, 0, causes::kDefaults});
  const int64_t depth = *git.depth == 0 ? defaults::kGitFullDepth : *git.depth;
  return make.String(make.Int(depth).text(), git.depth.origin);
}

Container GitInit(const Repository& repository, size_t index, const Value& volume, Adding& add) {
  const Maker& make = add.make;
  Arena& arena = make.arena();
  const GitSource& git = *repository.git;
  Container init =
      SystemContainerOf(Numbered(arena, "git-init-", index), "git-init", SystemContainer::kGitInit, add.settings, make);
  AddGitEnv(init, git, make);
  make.Push(init.env, Env(make, "GIT_DEPTH", DepthOf(git, make)));
  AddGitPlace(init, make);
  if (*git.recurse_submodules)
    make.Push(init.env, Env(make, "GIT_RECURSE_SUBMODULES", make.String("true", git.recurse_submodules.origin)));
  AddGitSecrets(init, git, make);
  make.Push(init.mounts, Mount(make, make.Word(kRoot), volume));
  if (!repository.at_workspace_root) return init;
  make.Push(init.env, Env(make, "GIT_WORKSPACE_DIR", make.String(add.settings.workspace_dir)));
  if (HasText(git.path)) make.Push(init.env, Env(make, "GIT_REPO_SUBPATH", make.String(git.path)));
  make.Push(init.mounts, Mount(make, make.String(add.settings.workspace_dir), make.Word(volumes::kWorkspace)));
  return init;
}

// R41: sub-second, zero and negative intervals mean the default.
Value IntervalOf(const GitSync& sync, const Maker& make) {
  constexpr int64_t kSecond = 1'000'000'000;
  const std::optional<int64_t> duration = sync.interval.present ? ParseDuration(sync.interval.value) : std::nullopt;
  const int64_t seconds = duration ? *duration / kSecond : 0;
  if (seconds <= 0) return Value::String(make.Int(defaults::kGitSyncSeconds).text(), {0, 0, 0, causes::kDefaults});
  return make.String(make.Int(seconds).text(), sync.interval.origin);
}

Container GitSyncSidecar(const Repository& repository, size_t index, const Value& volume, Adding& add) {
  const Maker& make = add.make;
  Arena& arena = make.arena();
  Container sync =
      SystemContainerOf(Numbered(arena, "git-sync-", index), "git-sync", SystemContainer::kGitSync, add.settings, make);
  AddGitEnv(sync, *repository.git, make);
  AddGitPlace(sync, make);
  make.Push(sync.env, Env(make, "GIT_SYNC_INTERVAL", IntervalOf(repository.git->sync, make)));
  AddGitSecrets(sync, *repository.git, make);
  make.Push(sync.mounts, Mount(make, make.Word(kRoot), volume));
  return sync;
}

}  // namespace

void LayOutRepository(Laying& out, Repository repository) {
  const bool as_written = !repository.at_workspace_root && repository.git->names.empty();
  CheckPath(out, repository.git->path, as_written);
  if (!repository.at_workspace_root) AddMounts(out, repository);
  CheckSync(out, repository);
  out.layout.repositories.Push(out.arena, repository);
}

// R40, R41
void AddRepositories(Adding& add) {
  const Maker& make = add.make;
  Arena& arena = make.arena();
  for (size_t i = 0; i < add.layout.repositories.size(); ++i) {
    const Repository& repository = add.layout.repositories[i];
    const Value volume = make.Word(Numbered(arena, "git-context-", i), repository.path.origin);
    add.Volume(EmptyDirVolume(make, volume));
    for (const RepositoryMount& mount : repository.mounts) {
      make.Push(add.pod.server.mounts, MountSubPath(make, make.String(mount.mount_path, mount.origin), volume,
                                                    make.String(mount.sub_path, repository.git->path.origin)));
    }
    add.Init(GitInit(repository, i, volume, add));
    if (IsHotReload(repository.git->sync)) add.Sidecar(GitSyncSidecar(repository, i, volume, add));
  }
}

}  // namespace agentrender
