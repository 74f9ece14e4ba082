// Takes paths as they are written, gives keys and volumes, and what they hide or collide with (R27, R28, D7, D8, D20).
#include "core/plan/features/paths.h"

#include <algorithm>

#include "core/base/list.h"
#include "core/base/order.h"
#include "core/base/text.h"
#include "core/formats/clean_path.h"
#include "core/formats/text_builder.h"

namespace agentrender {

namespace {

std::string_view CleanWorkspace(const Laying& out) { return CleanPath(out.arena, out.settings.workspace_dir.value); }

bool IsInVolumeName(char c) { return IsLowerOrDigit(c) || c == '-'; }
bool IsInKey(char c) { return IsAlphanumeric(c) || c == '-' || c == '_' || c == '.'; }

std::string_view TrimEnd(std::string_view text) {
  while (!text.empty() && text.back() == '-') text.remove_suffix(1);
  return text;
}

std::string_view TrimBothEnds(std::string_view text) {
  while (!text.empty() && text.front() == '-') text.remove_prefix(1);
  return TrimEnd(text);
}

// Each character that is not allowed (a UTF-8 sequence is one) becomes a `-`.
std::string_view Replace(Arena& arena, std::string_view text, bool (*allowed)(char)) {
  if (std::all_of(text.begin(), text.end(), allowed)) return text;
  TextBuilder made(arena);
  for (char c : text) {
    if (!ContinuesCharacter(c)) made.Append(allowed(c) ? c : '-');
  }
  return made.Take();
}

// `base`, or `base-2`, `base-3` ..., whichever is still free; `shorten` makes room. Numbers that were tried for a base
// are not tried again.
template <class Shorten>
std::string_view Unique(Arena& arena, std::string_view base, NumberByText& taken, Shorten shorten) {
  const auto [known, is_new] = taken.emplace(shorten(base, size_t{0}), 2);
  if (is_new) return known->first;
  while (!arena.full()) {
    const std::string_view suffix = Numbered(arena, "-", known->second++);
    const std::string_view name = arena.Join(shorten(base, suffix.size()), suffix);
    if (taken.emplace(name, 2).second) return name;
  }
  return {};
}

std::string_view VolumeName(Laying& out, std::string_view directory) {
  constexpr size_t kLongest = 63;
  TextBuilder flat(out.arena);
  flat.Append("ctx-");
  for (char c : directory.substr(directory.empty() ? 0 : 1)) flat.Append(c == '/' ? '-' : ToLower(c));
  const std::string_view base = Replace(out.arena, flat.Take(), IsInVolumeName);
  return Unique(out.arena, base, out.volume_names,
                [](std::string_view name, size_t room) { return TrimEnd(name.substr(0, kLongest - room)); });
}

}  // namespace

Path OwnPath(Arena& arena, std::string_view path, const Origin& origin) {
  return {path, CleanPath(arena, path), origin};
}

Path MakePath(const Laying& out, const Text& mount_path) {
  const std::string_view written = IsAbsolute(mount_path.value)
                                       ? mount_path.value
                                       : out.arena.Join(out.settings.workspace_dir.value, "/", mount_path.value);
  return OwnPath(out.arena, written, mount_path.origin);
}

bool IsInWorkspace(const Laying& out, const Path& path) { return IsBelow(path.clean, CleanWorkspace(out)); }

bool CheckFilePath(const Laying& out, const Path& path) {
  const auto refuse = [&](std::string_view message, std::string_view hint) {
    out.problems.Error(Code::kBadPath, path.origin, message).Hint(hint);
    return false;
  };
  if (path.clean == CleanWorkspace(out))
    return refuse(Quoted(path.written) + " is the workspace itself, not a file in it", "add the file's name");
  if (path.written.ends_with('/'))
    return refuse(Quoted(path.written) + " ends in a slash, and this is a file",
                  "add the file's name, or remove the slash");
  if (Directory(out.arena, path.clean) == "/" && !IsInWorkspace(out, path)) {
    return refuse("a file directly in / cannot be mounted: " + Quoted(path.written), "put it in a directory");
  }
  return true;
}

void NeedOutsideVolume(Laying& out, std::string_view directory, const Origin& origin, bool by_context_init) {
  ArenaList<OutsideVolume>& outside = out.layout.outside;
  const auto [known, is_new] = out.layout.outside_by_directory.emplace(directory, outside.size());
  if (is_new) outside.Push(out.arena, {directory, VolumeName(out, directory), origin, false});
  if (known->second < outside.size()) outside[known->second].by_context_init |= by_context_init;
}

void NeedVolumeForFile(Laying& out, const Path& path, bool by_context_init) {
  if (IsInWorkspace(out, path)) return;
  const std::string_view directory = Directory(out.arena, path.clean);
  if (directory != volumes::kToolsPath) NeedOutsideVolume(out, directory, path.origin, by_context_init);
}

std::string_view KeyForFile(Laying& out, const Path& path) {
  constexpr size_t kLongest = 253;
  TextBuilder flat(out.arena);
  for (char c : path.written.substr(path.written.empty() ? 0 : 1)) flat.Append(c == '/' ? '-' : c);
  const std::string_view plain = flat.Take();
  std::string_view base = Replace(out.arena, plain, IsInKey);
  if (base != plain) base = TrimBothEnds(base);
  while (base.starts_with("..") || base == ".") base.remove_prefix(1);
  if (base.empty()) base = "file";
  return Unique(out.arena, base, out.file_keys,
                [](std::string_view key, size_t room) { return key.substr(0, kLongest - room); });
}

namespace {

// Something that occupies a path.
struct Occupant {
  std::string_view path;  // clean
  const char* what;
  Origin origin;
  bool mounted;  // a volume of its own is mounted there
  bool file;
};

PlainList<Occupant> Occupants(const Laying& out) {
  PlainList<Occupant> all;
  for (const File& f : out.layout.files) all.push_back({f.path.clean, "a file", f.path.origin, false, true});
  for (const UrlFile& u : out.layout.urls)
    all.push_back({u.path.clean, "a file from a URL", u.path.origin, false, true});
  for (const DirectoryMount& d : out.layout.directories)
    all.push_back({d.path.clean, "the directory of a ConfigMap", d.path.origin, false, false});
  for (const Repository& r : out.layout.repositories) {
    if (!r.at_workspace_root)
      all.push_back({r.path.clean, r.skill ? "a skill" : "a Git repository", r.path.origin, true, false});
  }
  return all;
}

void ReportConflict(const Occupant& first, const Occupant& second, Problems& problems) {
  problems
      .Error(Code::kPathConflict, second.origin,
             std::string(second.what) + " would be at " + Quoted(second.path) + ", where " + first.what + " is already")
      .Other(first.origin)
      .Hint("give one of the two another path");
}

void WarnOfHidden(const Occupant& hiding, const Occupant& hidden, Problems& problems) {
  problems
      .Warning(Code::kHiddenMount, hidden.origin,
               std::string(hidden.what) + " at " + Quoted(hidden.path) + " is hidden by " + hiding.what +
                   " mounted at " + Quoted(hiding.path))
      .Other(hiding.origin);
}

void ReportBelowFile(const Occupant& file, const Occupant& below, Problems& problems) {
  problems
      .Error(Code::kPathConflict, below.origin,
             std::string(below.what) + " would be at " + Quoted(below.path) + ", and " + file.what + " is at " +
                 Quoted(file.path))
      .Other(file.origin)
      .Hint("a path cannot be both a file and a directory: give one of them another path");
}

// Bytewise, except that what is below a path comes directly after it.
bool ComesBefore(std::string_view a, std::string_view b) {
  // Paths can be long and differ only at their ends.
  constexpr size_t kStep = 32;
  size_t same = 0;
  while (same + kStep <= std::min(a.size(), b.size()) && a.substr(same, kStep) == b.substr(same, kStep)) same += kStep;
  a.remove_prefix(same);
  b.remove_prefix(same);
  const auto [at, other] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (at == a.end() || other == b.end()) return a.size() < b.size();
  return *other != '/' && (*at == '/' || *at < *other);
}

constexpr uint32_t kNobody = UINT32_MAX;

// Indices of entries above a path: the first file, the first mount and the last mount.
struct Above {
  uint32_t file = kNobody;
  uint32_t mount = kNobody;
  uint32_t last_mount = 0;  // if there is a first

  void Add(const Occupant& occupant, uint32_t i) {
    if (occupant.file) file = std::min(file, i);
    if (!occupant.mounted) return;
    mount = std::min(mount, i);
    last_mount = std::max(last_mount, i);
  }
};

struct Met {
  uint32_t same = kNobody;  // the first on the same path
  Above above;
};

// What each one meets, in one walk over the paths in their order, in which whatever is above a path comes before it.
std::vector<Met> Meet(const PlainList<Occupant>& all) {
  struct Open {
    uint32_t first;
    Above above;
    Above with;  // and all on the path itself
  };
  std::vector<Met> met(all.size());
  if (all.size() < 2) return met;
  const std::vector<uint32_t> order =
      OrderBy(all.size(), [&](uint32_t a, uint32_t b) { return ComesBefore(all[a].path, all[b].path); });
  PlainList<Open> open;  // the previous path, and those above it
  for (const uint32_t i : order) {
    while (!open.empty() && !IsBelow(all[i].path, all[open.back().first].path)) open.pop_back();
    const bool same = !open.empty() && all[i].path.size() == all[open.back().first].path.size();
    if (!same) {
      const Above above = open.empty() ? Above() : open.back().with;
      open.push_back({i, above, above});
    } else {
      met[i].same = open.back().first;
    }
    open.back().with.Add(all[i], i);
    met[i].above = open.back().above;
  }
  return met;
}

// What hides the i-th; kNobody if nothing does. A later mount hides an earlier one below it.
uint32_t HidingOf(const Above& above, bool mounted, uint32_t i) {
  if (above.mount == kNobody || !mounted) return above.mount;
  return above.last_mount > i ? above.last_mount : kNobody;
}

// Where skills and plugins are mounted, whatever they are called.
void WarnOfReserved(const Occupant& occupant, Laying& out) {
  const Settings& s = out.settings;
  const auto warn = [&](std::string_view directory, const char* what, const Origin& place) {
    if (!occupant.mounted && IsBelow(occupant.path, directory)) {
      WarnOfHidden({directory, what, place, true, false}, occupant, out.problems);
    }
  };
  if (!s.skills.empty()) warn(paths::kSkills, "the skills", s.skills[0].origin);
  if (!s.plugins.empty()) warn(volumes::kPluginsPath, "the plugins", s.plugins[0].origin);
}

}  // namespace

void CheckConflicts(Laying& out) {
  const PlainList<Occupant> all = Occupants(out);
  const std::vector<Met> met = Meet(all);
  for (uint32_t i = 0; i < all.size(); ++i) {
    const uint32_t hiding = HidingOf(met[i].above, all[i].mounted, i);
    if (met[i].same != kNobody) {
      ReportConflict(all[met[i].same], all[i], out.problems);
    } else if (met[i].above.file != kNobody) {
      ReportBelowFile(all[met[i].above.file], all[i], out.problems);
    } else if (hiding != kNobody) {
      WarnOfHidden(all[hiding], all[i], out.problems);
    } else {
      WarnOfReserved(all[i], out);
    }
  }
}

}  // namespace agentrender
