// Takes paths as they are written, gives keys, volumes and what they hide or collide with (R27, R28, D7, D8, D20).
#include "core/plan/features/paths.h"

#include <algorithm>

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

// `base`, or `base-2`, `base-3` ... so that nothing else has it; `shorten` makes room.
template <class IsTaken, class Shorten>
std::string_view Unique(Arena& arena, std::string_view base, IsTaken is_taken, Shorten shorten) {
  std::string_view name = shorten(base, size_t{0});
  for (size_t n = 2; is_taken(name) && !arena.full(); ++n) {
    const std::string_view suffix = Numbered(arena, "-", n);
    name = arena.Join(shorten(base, suffix.size()), suffix);
  }
  return name;
}

std::string_view VolumeName(const Laying& out, std::string_view directory) {
  constexpr size_t kLongest = 63;
  TextBuilder flat(out.arena);
  flat.Append("ctx-");
  for (char c : directory.substr(directory.empty() ? 0 : 1)) flat.Append(c == '/' ? '-' : ToLower(c));
  const std::string_view base = Replace(out.arena, flat.Take(), IsInVolumeName);
  const auto is_taken = [&](std::string_view name) {
    return std::any_of(out.layout.outside.begin(), out.layout.outside.end(),
                       [&](const OutsideVolume& v) { return v.name == name; });
  };
  return Unique(out.arena, base, is_taken,
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
    return refuse("a file directly in / cannot be mounted: " + Quoted(path.written), "put it into a directory");
  }
  return true;
}

void NeedOutsideVolume(Laying& out, std::string_view directory, const Origin& origin, bool by_context_init) {
  for (OutsideVolume& volume : out.layout.outside) {
    if (volume.directory != directory) continue;
    volume.by_context_init |= by_context_init;
    return;
  }
  out.layout.outside.Push(out.arena, {directory, VolumeName(out, directory), origin, by_context_init});
}

void NeedVolumeForFile(Laying& out, const Path& path, bool by_context_init) {
  if (IsInWorkspace(out, path)) return;
  const std::string_view directory = Directory(out.arena, path.clean);
  if (directory != volumes::kToolsPath) NeedOutsideVolume(out, directory, path.origin, by_context_init);
}

std::string_view KeyForFile(const Laying& out, const Path& path) {
  constexpr size_t kLongest = 253;
  TextBuilder flat(out.arena);
  for (char c : path.written.substr(path.written.empty() ? 0 : 1)) flat.Append(c == '/' ? '-' : c);
  const std::string_view plain = flat.Take();
  std::string_view base = Replace(out.arena, plain, IsInKey);
  if (base != plain) base = TrimBothEnds(base);
  while (base.starts_with("..") || base == ".") base.remove_prefix(1);
  if (base.empty()) base = "file";
  const auto is_taken = [&](std::string_view key) {
    return std::any_of(out.layout.files.begin(), out.layout.files.end(), [&](const File& f) { return f.key == key; });
  };
  return Unique(out.arena, base, is_taken,
                [](std::string_view key, size_t room) { return key.substr(0, kLongest - room); });
}

namespace {

// Something that takes a path.
struct Occupant {
  std::string_view path;  // clean
  const char* what;
  Origin origin;
  bool mounted;  // a volume of its own is mounted there
  bool file;
};

std::vector<Occupant> Occupants(const Laying& out) {
  std::vector<Occupant> all;
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

// What hides the i-th of `all`; null pointer when nothing does. Of two mounts the
// later one hides the earlier one that lies below it.
const Occupant* FindHiding(const std::vector<Occupant>& all, size_t i) {
  for (size_t j = 0; j < all.size(); ++j) {
    const bool below = all[i].path != all[j].path && IsBelow(all[i].path, all[j].path);
    if (below && all[j].mounted && (!all[i].mounted || j > i)) return &all[j];
  }
  return nullptr;
}

// Bytewise, but what lies below a path comes directly behind it.
bool ComesBefore(std::string_view a, std::string_view b) {
  const auto [at, other] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (at == a.end() || other == b.end()) return a.size() < b.size();
  return *other != '/' && (*at == '/' || *at < *other);
}

// Whether a path is that of another, or below it. Nearly always none is, and then pairs need not be looked at.
bool HasBelow(const std::vector<Occupant>& all) {
  constexpr size_t kFew = 8;
  if (all.size() <= kFew) return true;
  const std::vector<uint32_t> order =
      OrderBy(all.size(), [&](uint32_t a, uint32_t b) { return ComesBefore(all[a].path, all[b].path); });
  for (size_t i = 1; i < order.size(); ++i) {
    if (IsBelow(all[order[i]].path, all[order[i - 1]].path)) return true;
  }
  return false;
}

// Where skills and plugins are mounted, whatever their names.
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
  const std::vector<Occupant> all = Occupants(out);
  if (!HasBelow(all)) {
    for (const Occupant& occupant : all) WarnOfReserved(occupant, out);
    return;
  }
  for (size_t i = 0; i < all.size(); ++i) {
    const auto same = [&](const Occupant& other) { return other.path == all[i].path; };
    const auto before = all.begin() + static_cast<std::ptrdiff_t>(i);
    const auto first = std::find_if(all.begin(), before, same);
    if (first != before) {
      ReportConflict(*first, all[i], out.problems);
      continue;
    }
    const auto above = std::find_if(all.begin(), all.end(), [&](const Occupant& other) {
      return other.file && other.path != all[i].path && IsBelow(all[i].path, other.path);
    });
    if (above != all.end()) {
      ReportBelowFile(*above, all[i], out.problems);
    } else if (const Occupant* hiding = FindHiding(all, i)) {
      WarnOfHidden(*hiding, all[i], out.problems);
    } else {
      WarnOfReserved(all[i], out);
    }
  }
}

}  // namespace agentrender
