// Takes files, brings a directory up to date with them. Another process may read it meanwhile, or end this one:
// every file is replaced at once, and an index says which are ours.
#include "posix/output_dir.h"

#include <dirent.h>
#include <fcntl.h>
#ifndef __wasi__
#include <sys/file.h>
#endif
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <numeric>

#include "core/base/text.h"
#include "core/formats/shown.h"
#include "posix/at_limit.h"
#include "posix/folder.h"
#include "posix/io.h"

namespace agentrender {

namespace {

// No reader of manifests (kubectl, Argo CD, Flux) takes these for some.
constexpr char kIndex[] = ".agentrender-index";
// A million names, about.
constexpr size_t kMostIndexBytes = size_t{24} << 20;
constexpr std::string_view kPart = ".agentrender-part-";
constexpr char kIndexHead[] = "# Files that `agentrender render --output-dir` wrote, and will replace or remove.\n";
constexpr size_t kMostBytes = size_t{64} << 20;  // of a file that is there

bool MakeOne(const std::string& path) {
  if (mkdir(path.c_str(), 0777) != 0) return errno == EEXIST;
  FlushFolderOf(path);
  return true;
}

// Makes `path` and what it lies in; errno says why not.
bool MakeDirectories(const std::string& path) {
  for (size_t slash = path.find('/', 1); slash != std::string::npos; slash = path.find('/', slash + 1)) {
    if (!MakeOne(path.substr(0, slash))) return false;
  }
  return MakeOne(path);
}

bool EndsLine(std::string_view text) { return text.empty() || text.back() == '\n'; }

// Whether a file has what would be written.
bool IsSame(std::string_view text, std::string_view wanted) {
  return EndsLine(wanted) ? text == wanted
                          : text.size() == wanted.size() + 1 && text.starts_with(wanted) && text.back() == '\n';
}

// Views of `files`, or of the text of an index.
using Names = std::vector<std::string_view>;

Names NamesOf(const std::vector<ObjectFile>& files) {
  Names names;
  for (const ObjectFile& file : files) names.push_back(file.name);
  return names;
}

// A directory that is being brought up to date. Every name is one entry of it, and links are not followed.
class Directory {
 public:
  explicit Directory(std::string_view path) : path_(path) {}
  ~Directory() {
    if (fd_ >= 0) close(fd_);
  }
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;

  // The steps give false when something is wrong, which error() then says.
  bool Open() {
    if (!MakeDirectories(path_)) return Fail("", "cannot be made");
    fd_ = open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd_ < 0) return Fail("", "cannot be opened");
    // Two runs at once take turns; where there are no locks, they do not.
#ifndef __wasi__
    static_cast<void>(flock(fd_, LOCK_EX));
#endif
    return RemoveParts();
  }

  bool ReadIndex() {
    bool there = false;
    if (!Read(kIndex, index_text_, there)) return false;
    if (index_text_.size() > kMostIndexBytes)
      return Say(kIndex,
                 "is larger than " + std::to_string(kMostIndexBytes >> 20) + " MiB: no run writes so many files");
    std::string_view rest = index_text_;
    index_.reserve(static_cast<size_t>(std::count(rest.begin(), rest.end(), '\n')) + 1);
    for (size_t line = 1; !rest.empty(); ++line) {
      const size_t end = std::min(rest.find('\n'), rest.size());
      std::string_view name = rest.substr(0, end);
      if (name.ends_with('\r')) name.remove_suffix(1);  // a checkout with core.autocrlf
      rest.remove_prefix(std::min(end + 1, rest.size()));
      // A comment that lines end in with CR alone would hide all names.
      const bool one_line = name.find('\r') == std::string_view::npos;
      if (name.empty() || (one_line && name.front() == '#')) continue;
      if (!IsObjectFileName(name))
        return Say(kIndex, "line " + std::to_string(line) + " is not the name of a file that this program writes");
      index_.push_back(name);
    }
    std::sort(index_.begin(), index_.end());
    index_.erase(std::unique(index_.begin(), index_.end()), index_.end());
    return true;
  }

  // Finds out which files differ, and refuses to replace those of others.
  bool Compare(const std::vector<ObjectFile>& files) {
    for (const ObjectFile& file : files) {
      std::string text;
      bool there = false;
      if (!Read(file.name, text, there)) return false;
      if (there && IsSame(text, file.text)) continue;
      if (there && !Owns(file.name))
        return Say(file.name,
                   "already exists and was not written by an earlier run; move it away, or name another directory");
      changed_.push_back(&file);
    }
    const Names names = NamesOf(files);
    stale_.reserve(index_.size());
    std::set_difference(index_.begin(), index_.end(), names.begin(), names.end(), std::back_inserter(stale_));
    return true;
  }

  bool Update(const std::vector<ObjectFile>& files) {
    const Names names = NamesOf(files);
    Names all;
    all.reserve(names.size() + stale_.size());
    std::merge(names.begin(), names.end(), stale_.begin(), stale_.end(), std::back_inserter(all));
    // The index is first of both runs: what is interrupted, the next run knows how to go on with.
    if (!Stage() || !WriteIndex(all) || !Publish()) {
      static_cast<void>(RemoveParts());
      return false;
    }
    for (const std::string_view stale : stale_) {
      const std::string name(stale);
      if (unlinkat(fd_, name.c_str(), 0) != 0 && errno != ENOENT) return Fail(name, "cannot be removed");
    }
    return WriteIndex(names);
  }

  std::string Summary(size_t count) const {
    return path_ + ": " + std::to_string(count) + (count == 1 ? " object, " : " objects, ") +
           std::to_string(changed_.size()) + " written, " + std::to_string(stale_.size()) + " removed";
  }

  const std::string& error() const { return error_; }

 private:
  bool Owns(std::string_view name) const { return std::binary_search(index_.begin(), index_.end(), name); }

  bool Say(std::string_view name, const std::string& what) {
    const bool own = !name.empty() && !path_.ends_with("/");
    error_ = Shown(path_ + (own ? "/" : "") + std::string(name)) + (name == kIndex ? ", " : " ") + what;
    return false;
  }
  bool Fail(std::string_view name, const char* what) {
    return Say(name, std::string(what) + ": " + std::strerror(errno));
  }

  // What an interrupted run has left.
  bool RemoveParts() {
    DIR* directory = opendir(path_.c_str());
    if (directory == nullptr) return Fail("", "cannot be read");
    while (const dirent* entry = readdir(directory)) {
      const std::string_view name = entry->d_name;
      if (name.starts_with(kPart)) static_cast<void>(unlinkat(fd_, entry->d_name, 0));
    }
    closedir(directory);
    return true;
  }

  bool Read(const std::string& name, std::string& text, bool& there) {
    const int fd = openat(fd_, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT) return true;
    if (fd < 0) return Fail(name, "cannot be read");
    there = true;
    const bool good = ReadAll(fd, kMostBytes, text);
    const int error = errno;
    close(fd);
    errno = error;
    return good || Fail(name, "cannot be read");
  }

  bool Write(const std::string& name, std::string_view text, bool flushed) {
    const int fd = openat(fd_, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (fd < 0) return Fail(name, "cannot be made");
    const bool good = WriteAll(fd, text) && WriteAll(fd, EndsLine(text) ? "" : "\n") && (!flushed || Flush(fd));
    const int error = errno;
    const bool closed = close(fd) == 0;
    if (!good) errno = error;
    return (good && closed) || Fail(name, "cannot be written");
  }

  static std::string PartName(size_t number) { return std::string(kPart) + std::to_string(number); }

  // Few files are flushed each by itself, which leaves alone what others have written. For many that would take
  // seconds: they are written, and then flushed at once.
  bool Stage() {
    constexpr size_t kFew = 100;
    const bool at_once = kFlushesFileSystems && changed_.size() > kFew;
    for (size_t i = 0; i < changed_.size(); ++i) {
      if (!Write(PartName(i), changed_[i]->text, !at_once)) return false;
    }
    return !at_once || FlushFileSystem(fd_) || Fail("", "cannot be written");
  }

  bool Rename(const std::string& part, const std::string& name) {
    return renameat(fd_, part.c_str(), fd_, name.c_str()) == 0 || Fail(name, "cannot be written");
  }

  bool Publish() {
    for (size_t i = 0; i < changed_.size(); ++i) {
      if (!Rename(PartName(i), changed_[i]->name)) return false;
    }
    return Sync();
  }

  // The names are on the disk, too.
  bool Sync() { return Flush(fd_) || Fail("", "cannot be written"); }

  bool WriteIndex(const Names& names) {
    if (names == index_) return true;
    std::string text = kIndexHead;
    text.reserve(text.size() + std::accumulate(names.begin(), names.end(), names.size(),
                                               [](size_t sum, std::string_view name) { return sum + name.size(); }));
    for (const std::string_view name : names) text.append(name) += '\n';
    const std::string part = std::string(kPart) + "index";
    if (!Write(part, text, true) || !Rename(part, kIndex) || !Sync()) return false;
    index_ = names;
    return true;
  }

  std::string path_;
  int fd_ = -1;
  std::string error_;
  std::string index_text_;
  Names index_;                             // of the file that is there, sorted
  std::vector<const ObjectFile*> changed_;  // to be written
  Names stale_;                             // to be removed
};

}  // namespace

std::string WriteDirectory(std::string_view path, const std::vector<ObjectFile>& files, std::string& summary) {
  const AtWork work("bringing up to date", path);
  Directory directory(path);
  if (!directory.Open() || !directory.ReadIndex() || !directory.Compare(files) || !directory.Update(files))
    return directory.error();
  summary = directory.Summary(files.size());
  return {};
}

}  // namespace agentrender
