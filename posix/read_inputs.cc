// Takes the paths of a command line, gives the texts of their files: all that is to be read of a POSIX system, within
// the limits.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>

#include "posix/at_limit.h"
#include "posix/folder.h"
#include "posix/glob.h"
#include "posix/inputs.h"
#include "posix/io.h"
#include "posix/paths.h"

namespace agentrender {

namespace {

using FileId = std::pair<dev_t, ino_t>;

FileId IdOf(const struct stat& status) { return {status.st_dev, status.st_ino}; }

// Pipes that a shell puts on the command line: <(kustomize build).
bool IsDescriptor(const std::string& path) { return path.starts_with("/dev/fd/") || path == "/dev/stdin"; }

const char* TypeName(mode_t mode) {
  if (S_ISFIFO(mode)) return "it is a named pipe";
  if (S_ISSOCK(mode)) return "it is a socket";
  return "it is a device";
}

std::string Join(const std::string& folder, std::string_view name) {
  return (folder.ends_with('/') ? folder : folder + "/") + std::string(name);
}

class FileReader {
 public:
  FileReader(const InputOptions& options, Inputs& inputs)
      : options_(options), inputs_(inputs), exclude_(options.exclude) {}

  // Something that the command line names.
  void Take(const std::string& path) {
    if (path == "-") return TakeStdin();
    struct stat status{};
    if (stat(path.c_str(), &status) != 0) return ReportUnreadable(path, std::strerror(errno), inputs_);
    if (S_ISDIR(status.st_mode)) return TakeDirectory(path);
    if (!S_ISREG(status.st_mode) && !IsDescriptor(path))
      return ReportUnreadable(path, TypeName(status.st_mode), inputs_);
    const size_t begin = inputs_.sources.size();
    ReadFile(path, status, true);
    const size_t end = inputs_.sources.size();
    const bool file = S_ISREG(status.st_mode) && !IsDescriptor(path);
    inputs_.given.push_back({path, begin, end, false, file, begin == end});
  }

 private:
  void TakeStdin() {
    if (!stdin_read_) ReadStdin(options_, inputs_);
    stdin_read_ = true;
  }

  // Whether there is memory for one more path that was found below the directory.
  bool TakePath(const std::string& path) {
    constexpr size_t kBesides = 256;  // nodes of lists and sets, the source, its documents
    if (ended_) return false;
    paths_ += path.size() + kBesides;
    ended_ = paths_ > options_.most_path_bytes;
    if (!ended_) return true;
    inputs_.problems
        .Error(Code::kTooMuch, {},
               walked_ + " has too many files: the list of them takes more than " +
                   std::to_string(options_.most_path_bytes >> 20) + " MiB")
        .Hint("render the folders in it one by one");
    return false;
  }

  // All files below `root`. A list of folders in place of recursion: nothing limits how deep they lie. Folders behind
  // links come last, so that a file that is there twice has its own path in messages.
  void TakeDirectory(const std::string& root) {
    inputs_.directories = true;
    root_ = RealPath(root);
    walked_ = root;
    const AtWork work("reading", walked_);
    std::set<FileId> seen;
    Found found;
    found.folders = {root};
    while (!ended_ && !(found.folders.empty() && found.linked_folders.empty())) {
      const std::string folder = TakeNext(found.folders.empty() ? found.linked_folders : found.folders);
      struct stat status{};
      if (stat(folder.c_str(), &status) != 0) {
        ReportUnreadable(folder, std::strerror(errno), inputs_);
      } else if (seen.insert(IdOf(status)).second) {
        List(folder, found);
      }
    }
    const size_t begin = inputs_.sources.size();
    if (ended_) found.files.clear();
    for (const std::string& file : found.files) ReadFound(file);
    const size_t end = inputs_.sources.size();
    inputs_.given.push_back({root, begin, end, true, false, end - begin != found.files.size()});
  }

  // What walking has found, sorted by path.
  struct Found {
    std::set<std::string> folders;
    std::set<std::string> linked_folders;
    std::set<std::string> files;
  };

  static std::string TakeNext(std::set<std::string>& paths) { return std::move(paths.extract(paths.begin()).value()); }

  // Adds what `folder` holds and is not hidden: folders, and files with one of our endings.
  void List(const std::string& folder, Found& found) {
    Folder directory(folder);
    std::vector<std::string> names;
    const bool good = directory.Read(names);
    const int error = errno;
    for (const std::string& name : names) Sort(folder, directory.descriptor(), name, found);
    if (!good) ReportUnreadable(folder, std::strerror(error), inputs_);
  }

  void Sort(const std::string& folder, int descriptor, const std::string& name, Found& found) {
    std::string path = Join(folder, name);
    struct stat status{};
#ifdef __wasi__  // no link leads out of the folder of a descriptor, whatever the folder of the command line is
    static_cast<void>(descriptor);
    const bool there = stat(path.c_str(), &status) == 0;
#else
    // By the folder's descriptor, so that what a path is too long for is not taken for nothing.
    const bool there = fstatat(descriptor, name.c_str(), &status, 0) == 0;
#endif
    const int error = there ? 0 : errno;
    const bool excluded = IsExcluded(path, name);
    if (steps_ > kMostGlobSteps) return ReportSlowPatterns(path);
    if (excluded) {
      if (S_ISDIR(status.st_mode) || HasOurEnding(name)) Skip(path, "--exclude");
      return;
    }
    if (!there && !LeadsNowhere(error)) return ReportUnreadable(path, std::strerror(error), inputs_);
    if (there && S_ISDIR(status.st_mode)) {
      if (!TakePath(path) || !MayFollow(path)) return;
      if (IsLink(path)) NoteLinkedFolder(path);
      (IsLink(path) ? found.linked_folders : found.folders).insert(std::move(path));
    } else if (HasOurEnding(name) && TakePath(path)) {
      found.files.insert(std::move(path));
    }
  }

  bool IsExcluded(std::string_view path, std::string_view name) {
    if (exclude_.empty()) return false;
    path.remove_prefix(std::min(Join(walked_, "").size(), path.size()));
    return exclude_.MatchOneOf(path, steps_) || exclude_.MatchOneOf(name, steps_);
  }

  void ReportSlowPatterns(const std::string& path) {
    if (ended_) return;
    ended_ = true;
    inputs_.problems.Error(Code::kTooMuch, {}, "the patterns of --exclude take too long for the files up to " + path)
        .Hint("use fewer `*` in them, or render fewer folders at once");
  }

  // What a link may do: it is as if the file were not there. All else would hide an Agent.
  static bool LeadsNowhere(int error) { return error == ENOENT || error == ELOOP; }

  void NoteLinkedFolder(const std::string& path) {
    inputs_.problems.Info(Code::kLinkedFolder, {},
                          path + " is a link to the folder " + RealPath(path) +
                              ": each file in it is read once, by its own path if it has one here");
  }

  // A file that was found by walking.
  void ReadFound(const std::string& path) {
    struct stat status{};
    if (stat(path.c_str(), &status) != 0) {
      const int error = errno;
      return LeadsNowhere(error) ? Skip(path, std::strerror(error))
                                 : ReportUnreadable(path, std::strerror(error), inputs_);
    }
    if (!S_ISREG(status.st_mode)) return Skip(path, TypeName(status.st_mode));
    if (MayFollow(path)) ReadFile(path, status, false);
  }

  // Whether `path`, if it is a link, stays within the directory that was named.
  bool MayFollow(const std::string& path) {
    if (options_.follow_outside || !IsLink(path)) return true;
    const std::string target = RealPath(path);
    if (target.empty() || IsWithin(target, root_)) return true;
    inputs_.problems
        .Error(Code::kUnreadable, {},
               path + " cannot be read: it is a link to " + target + ", outside of the directory")
        .Hint("--follow-outside follows such links");
    return false;
  }

  void Skip(const std::string& path, std::string_view why) {
    inputs_.problems.Info(Code::kSkippedFile, {}, path + " is skipped: " + std::string(why));
  }

  // Each file is read once, whatever the ways to it.
  void ReadFile(const std::string& path, const struct stat& status, bool named) {
    if (S_ISREG(status.st_mode) && !read_.insert(IdOf(status)).second) return;
    if (S_ISREG(status.st_mode) && static_cast<size_t>(status.st_size) >= options_.BytesLeft(inputs_))
      return AddTooMuch(path, named, inputs_);
    // Without O_NONBLOCK a pipe that took the file's place would be waited for.
    const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC | (IsDescriptor(path) ? 0 : O_NONBLOCK));
    if (fd < 0) return ReportUnreadable(path, std::strerror(errno), inputs_);
    std::string text;
    const bool good = ReadAll(fd, options_.BytesLeft(inputs_), text);
    const int error = errno;
    close(fd);
    if (!good) return ReportUnreadable(path, std::strerror(error), inputs_);
    AddInput(path, std::move(text), named, options_, inputs_);
  }

  const InputOptions& options_;
  Inputs& inputs_;
  std::set<FileId> read_;
  std::string walked_;  // the directory that is walked
  std::string root_;    // the same, without links
  Globs exclude_;
  size_t steps_ = 0;    // of the patterns
  size_t paths_ = 0;    // bytes, of InputOptions::most_path_bytes
  bool ended_ = false;  // nothing more is looked for: too many files, or patterns that take too long; an error says so
  bool stdin_read_ = false;
};

}  // namespace

void ReadInputs(const std::vector<std::string_view>& paths, const InputOptions& options, Inputs& inputs) {
  FileReader reader(options, inputs);
  for (std::string_view path : paths) reader.Take(std::string(path));
}

}  // namespace agentrender
