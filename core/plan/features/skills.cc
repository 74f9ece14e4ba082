// Takes skills, gives repositories below /skills, and adds their paths to the configuration (R24).
#include "core/base/order.h"
#include "core/formats/clean_path.h"
#include "core/plan/features/feature.h"
#include "core/plan/features/repositories.h"

namespace agentrender {

namespace {

// The directories that OpenCode has to search for a skill (R24).
void CollectPaths(const Repository& repository, const Skill& skill, Laying& out, ArenaList<Value>& found) {
  if (skill.git.names.empty()) found.Push(out.arena, Value::String(repository.path.written, skill.name.origin));
  for (const Text& name : skill.git.names) {
    found.Push(out.arena, Value::String(out.arena.Join(repository.path.written, "/", name.value), name.origin));
  }
}

// The paths that are neither among `own` nor wanted before.
std::vector<Value> MissingPaths(const Value& own, const ArenaList<Value>& wanted) {
  std::vector<std::string_view> texts;
  for (const Value& item : own) {
    if (item.IsString()) texts.push_back(item.text());
  }
  const size_t first = texts.size();
  for (const Value& path : wanted) texts.push_back(path.text());
  const std::vector<bool> repeated = FindRepeated(texts);
  std::vector<Value> missing;
  for (size_t i = 0; i < wanted.size(); ++i) {
    if (!repeated[first + i]) missing.push_back(wanted[i]);
  }
  return missing;
}

// The part of config.skills.paths that can be kept.
Value KeptPaths(const Value& paths, Laying& out) {
  Value kept = Value::List(out.arena, 0, paths.origin());
  if (paths.Present() && !paths.IsList()) {
    out.problems.Warning(Code::kReplacedConfig, paths.origin(),
                         std::string("skills.paths must be a list, not ") + NameOf(paths.kind()) + "; it is replaced");
  }
  for (const Value& item : paths) {
    if (item.IsString()) {
      kept.Push(out.arena, item);
    } else {
      out.problems.Warning(
          Code::kReplacedConfig, item.origin(),
          std::string("an entry of skills.paths must be a string, not ") + NameOf(item.kind()) + "; it is dropped");
    }
  }
  return kept;
}

Value MapOrEmpty(const Value& value, Laying& out) {
  if (value.IsMap()) return value;
  return Value::Map(out.arena, 0, value.origin());
}

// Adds what is missing to config.skills.paths; if nothing is, leaves the configuration unchanged.
void InjectPaths(const ArenaList<Value>& wanted, Laying& out) {
  const Value config = MapOrEmpty(out.layout.opencode_config, out);
  const Value* own_skills = config.Find("skills");
  const Value skills = own_skills == nullptr ? Value() : *own_skills;
  const Value own_paths = skills.IsMap() ? skills.Get("paths") : Value();
  const std::vector<Value> missing = MissingPaths(own_paths, wanted);
  if (missing.empty()) return;
  if (skills.Present() && !skills.IsNull() && !skills.IsMap()) {
    out.problems.Warning(Code::kReplacedConfig, skills.origin(),
                         std::string("skills must be an object, not ") + NameOf(skills.kind()) + "; it is replaced");
  }
  Value paths = KeptPaths(own_paths, out);
  for (const Value& path : missing) paths.Push(out.arena, path);
  const Value merged = WithMember(MapOrEmpty(skills, out), "paths", paths, out.arena);
  out.layout.opencode_config = WithMember(config, "skills", merged, out.arena);
  out.layout.doubles = true;
}

}  // namespace

void LayOutSkills(Laying& out) {
  ArenaList<Value> wanted;
  for (const Skill& skill : out.settings.skills) {
    Repository repository;
    repository.git = &skill.git;
    repository.skill = true;
    repository.path = {out.arena.Join(paths::kSkills, "/", skill.name.value), {}, skill.name.origin};
    repository.path.clean = repository.path.written;
    LayOutRepository(out, repository);
    CollectPaths(repository, skill, out, wanted);
  }
  if (wanted.empty()) return;
  if (out.settings.live_config.Present()) return RefuseInjection(out, "the path of skill", out.settings.skills[0].name);
  InjectPaths(wanted, out);
}

}  // namespace agentrender
