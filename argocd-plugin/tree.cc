// Takes the working directory, gives the files in it that count. A repository may be hostile: nothing outside of it
// is read, no link to a directory is followed, and what is left out is noted.
#include "argocd-plugin/tree.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>
#include <set>
#include <utility>

#include "core/formats/clean_path.h"
#include "core/model/problem.h"
#include "core/model/size_limits.h"
#include "posix/folder.h"
#include "posix/glob.h"
#include "posix/paths.h"

namespace agentrender::argocd {

namespace {

constexpr int kMostDepth = 100;
// What only kustomize can read.
constexpr std::string_view kKustomizations[] = {"kustomization.yaml", "kustomization.yml"};

bool EndsIn(std::string_view text, std::string_view end) { return text.size() > end.size() && text.ends_with(end); }

// The patterns of a filter, each read once.
class Patterns {
 public:
  explicit Patterns(const Filter& filter) : include_(filter.include), exclude_(filter.exclude) {}

  bool Takes(std::string_view path) {
    return HasOurEnding(path) && (include_.empty() || include_.MatchOneOf(path, steps_)) &&
           !exclude_.MatchOneOf(path, steps_);
  }

  bool AreSpent() const { return steps_ > kMostGlobSteps; }

 private:
  Globs include_;
  Globs exclude_;
  size_t steps_ = 0;
};

class Walk {
 public:
  Walk(const std::string& root, const Filter& filter, Notes& notes,
       const std::function<bool(const std::string&)>& visit)
      : root_(root), patterns_(filter), notes_(notes), visit_(visit) {}

  // False when the visitor wants no more.
  bool Enter(const std::string& directory, int depth) {
    if (depth > kMostDepth) {
      notes_.unreadable.emplace_back(directory, "is nested deeper than " + std::to_string(kMostDepth) + " directories");
      return true;
    }
    const std::string prefix = directory.empty() ? "" : directory + "/";
    for (const std::string& name : NamesIn(directory)) {
      if (!Take(prefix + name, name, depth)) return false;
    }
    return true;
  }

 private:
  std::vector<std::string> NamesIn(const std::string& directory) {
    std::vector<std::string> names;
    if (!Folder(directory.empty() ? "." : directory).Read(names)) CannotRead(directory);
    return names;
  }

  bool Take(const std::string& path, const std::string& name, int depth) {
    struct stat info;
    if (lstat(path.c_str(), &info) != 0) {
      CannotRead(path);
      return true;
    }
    if (S_ISDIR(info.st_mode)) return Enter(path, depth + 1);
    if (S_ISLNK(info.st_mode) && IsDirectory(path)) {
      Note(path, "warning: is a link to a directory, which is not followed");
      return true;
    }
    const bool taken = patterns_.Takes(path);
    if (patterns_.AreSpent()) {
      notes_.unreadable.emplace_back(
          path, "the patterns of include and exclude take too long for the files up to here: use fewer `*` in them");
      return false;
    }
    if (!taken) return true;
    if (std::find(std::begin(kKustomizations), std::end(kKustomizations), name) != std::end(kKustomizations)) {
      Note(path, "is for kustomize and is left out");
      return true;
    }
    if (S_ISLNK(info.st_mode)) return TakeLink(path);
    return !S_ISREG(info.st_mode) || Visit(path);
  }

  // A file to which several ways lead is read by the first one.
  bool Visit(const std::string& path) {
    struct stat info;
    const bool known = stat(path.c_str(), &info) == 0 && !visited_.insert({info.st_dev, info.st_ino}).second;
    return known || visit_(path);
  }

  bool TakeLink(const std::string& path) {
    const std::string target = RealPath(path);
    if (target.empty()) {
      Note(path, "warning: is a broken link and is left out");
      return true;
    }
    if (!IsWithin(target, root_)) {
      Note(path, "warning: is a link out of the repository and is left out");
      return true;
    }
    return !IsFile(target) || Visit(path);
  }

  void Note(const std::string& path, const char* what) {
    if (notes_.left_out.size() < limits::kFindingsShown) {
      notes_.left_out.push_back(path + ": " + what);
    } else {
      ++notes_.more;
    }
  }
  void CannotRead(const std::string& path) {
    notes_.unreadable.emplace_back(path, std::string("cannot be read: ") + std::strerror(errno));
  }

  const std::string& root_;
  Patterns patterns_;
  Notes& notes_;
  const std::function<bool(const std::string&)>& visit_;
  std::set<std::pair<dev_t, ino_t>> visited_;
};

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return number_; }

 private:
  int number_;
};

bool Fail(std::string& error, std::string why) {
  error = std::move(why);
  return false;
}

}  // namespace

void WalkTree(const std::string& root, const Filter& filter, Notes& notes,
              const std::function<bool(const std::string& path)>& visit) {
  Walk(root, filter, notes, visit).Enter("", 0);
}

// The nearest directory at or above `here` that has a `.git` (a file in a worktree); `here` when there is none.
static std::string WorkTree(const std::string& here) {
  for (std::string at = here; !at.empty(); at.resize(at.rfind('/'))) {
    struct stat info;
    if (lstat((at + "/.git").c_str(), &info) == 0) return at;
  }
  return here;
}

std::string RepositoryRoot(std::string_view source_path) {
  std::string here = RealPath(".");
  Arena arena;
  // Argo CD passes on what an Application says: `./apps//a`.
  while (source_path.starts_with('/')) source_path.remove_prefix(1);
  source_path = CleanPath(arena, source_path);
  if (source_path.empty() || source_path == ".") return WorkTree(here);
  const std::string_view view = here;
  const bool at_end = EndsIn(view, source_path) && view[view.size() - source_path.size() - 1] == '/';
  if (!at_end) return WorkTree(here);
  const std::string root(view.substr(0, view.size() - source_path.size() - 1));
  return root.empty() ? "/" : root;
}

bool StaysIn(const std::string& root, const std::string& path) {
  const std::string real = RealPath(path);
  return !real.empty() && IsWithin(real, root);
}

bool IsFile(const std::string& path) {
  struct stat info;
  return stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode);
}

bool ReadFile(const std::string& path, size_t most, std::string& text, std::string& error) {
  // What was a file may be a fifo by now; opening must not wait for its other end.
  const Descriptor file(open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  struct stat info;
  if (file.get() < 0 || fstat(file.get(), &info) != 0) return Fail(error, std::strerror(errno));
  if (!S_ISREG(info.st_mode)) return Fail(error, "is not a regular file");
  const auto size = static_cast<size_t>(info.st_size);
  if (size > most)
    return Fail(error, "makes the input larger than " + std::to_string(SizeLimits{}.source_bytes >> 20) + " MiB");
  text.resize(size);
  size_t filled = 0;
  while (filled < size) {
    const ssize_t got = read(file.get(), text.data() + filled, size - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Fail(error, std::strerror(errno));
    if (got == 0) break;
    filled += static_cast<size_t>(got);
  }
  text.resize(filled);
  return true;
}

}  // namespace agentrender::argocd
