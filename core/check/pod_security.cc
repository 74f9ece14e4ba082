// Takes a Deployment and the level that its namespace enforces, reports what that level forbids: one row of
// pod_security.def for each control.
#include "core/check/pod_security.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "core/base/text.h"
#include "core/model/nodes_at.h"

namespace agentrender {

namespace {

// Minor versions of Kubernetes 1.x; versions newer than the standards are judged by the newest standards.
constexpr uint32_t kNewest = 34;
constexpr uint8_t kNever = UINT8_MAX;

enum class Place : uint8_t { kPod, kContainer, kVolume, kAnnotation };

enum class Demand : uint8_t {
  kOnly,           // if given, it is one of the words
  kNot,            // if given, it is none of the words
  kNeeded,         // it is given, and one of the words
  kNeededOrInPod,  // the same, unless the Pod has one of the words at this path
  kIncluded,       // the list has one of the words
  kSource,         // one of the object's keys is one of the words
};

namespace words {
enum Words : uint8_t {
  kNothing,
  kFalse,
  kTrue,
  kZero,
  kEmpty,
  kAll,
  kDefault,
  kBindService,
  kProfiles,
  kAppArmorTexts,
  kSeccompTexts,
  kUsualCapabilities,
  kSeLinuxTypes,
  kSafeSysctls,
  kVolumeSources,
};
}  // namespace words

namespace controls {
enum Control : uint8_t {
#define CONTROL(id, name, level, replaced) id,
#define FIELD(...)
#define WORD(...)
#include "core/check/pod_security.def"
#undef CONTROL
#undef FIELD
#undef WORD
};
}  // namespace controls

struct ControlRow {
  std::string_view name;
  SecurityLevel level;
  uint8_t replaced;
};
constexpr ControlRow kControls[] = {
#define CONTROL(id, name, level, replaced) {name, SecurityLevel::level, replaced},
#define FIELD(...)
#define WORD(...)
#include "core/check/pod_security.def"
#undef CONTROL
#undef FIELD
#undef WORD
};

struct FieldRow {
  controls::Control control;
  uint8_t since;
  uint8_t until;
  Place place;
  Demand demand;
  words::Words words;
  std::string_view path;
  std::string_view fix;

  const ControlRow& Control() const { return kControls[control]; }
};
constexpr FieldRow kFields[] = {
#define CONTROL(...)
#define FIELD(control, since, until, place, path, demand, allowed, fix) \
  {controls::control, since, until, Place::place, Demand::demand, words::allowed, path, fix},
#define WORD(...)
#include "core/check/pod_security.def"
#undef CONTROL
#undef FIELD
#undef WORD
};

struct WordRow {
  words::Words words;
  uint8_t since;
  std::string_view text;
};
constexpr WordRow kWords[] = {
#define CONTROL(...)
#define FIELD(...)
#define WORD(allowed, text, since) {words::allowed, since, text},
#include "core/check/pod_security.def"
#undef CONTROL
#undef FIELD
#undef WORD
};

// What a namespace or the caller asks for.
struct Policy {
  SecurityLevel level = SecurityLevel::kPrivileged;
  uint32_t version = kNewest;
  Severity severity = Severity::kError;
  Origin asked_by;  // a label; no place when the caller asks

  bool Includes(const FieldRow& row) const {
    const ControlRow& control = row.Control();
    if (control.level > level || version < row.since || version > row.until) return false;
    return level != SecurityLevel::kRestricted || version < control.replaced;
  }
};

bool Matches(std::string_view word, std::string_view text) {
  return word.ends_with('*') ? text.starts_with(word.substr(0, word.size() - 1)) : text == word;
}

bool IsAllowed(words::Words words, std::string_view text, const Policy& policy) {
  return std::any_of(std::begin(kWords), std::end(kWords), [&](const WordRow& row) {
    return row.words == words && row.since <= policy.version && Matches(row.text, text);
  });
}

// "A, B or C", without empty texts.
std::string ListOf(words::Words words, const Policy& policy) {
  std::vector<std::string_view> texts;
  for (const WordRow& row : kWords) {
    if (row.words == words && row.since <= policy.version && !row.text.empty()) texts.push_back(row.text);
  }
  std::string list;
  for (size_t i = 0; i < texts.size(); ++i)
    list.append(i == 0 ? "" : i + 1 == texts.size() ? " or " : ", ").append(texts[i]);
  return list;
}

// A value as the standards write it: 0x0 is 0, yes is true.
std::string TextOf(const Value& value) {
  if (value.kind() == Kind::kBool) return value.AsBool() ? "true" : "false";
  const std::optional<int64_t> number = value.AsInt();
  return number ? std::to_string(*number) : std::string(value.text());
}

// `path` of a container as it is written below podSpec.securityContext, for example: without the list marks.
std::string Plain(std::string_view path) {
  std::string plain(path);
  if (plain.ends_with("[]")) plain.resize(plain.size() - 2);
  return plain;
}

class Evaluation {
 public:
  Evaluation(const Value& deployment, const Settings& settings, const Policy& policy, Problems& problems)
      : template_(deployment.Get("spec").Get("template")),
        spec_(template_.Get("spec")),
        s_(settings),
        policy_(policy),
        problems_(problems) {
    for (const char* list : {"initContainers", "containers"}) {
      for (const Value& container : spec_.Get(list)) containers_.push_back(container);
    }
  }

  void Run() {
    for (const FieldRow& row : kFields) {
      if (!policy_.Includes(row)) continue;
      switch (row.place) {
        case Place::kPod: CheckPresent(row, spec_, "the Pod"); break;
        case Place::kContainer: CheckContainers(row); break;
        case Place::kVolume: CheckVolumes(row); break;
        case Place::kAnnotation: CheckAnnotations(row); break;
      }
    }
  }

 private:
  bool Allows(const FieldRow& row, const Value& value) const {
    return IsAllowed(row.words, TextOf(value), policy_) == (row.demand != Demand::kNot);
  }

  // What is given and must not be.
  void CheckPresent(const FieldRow& row, const Value& holder, const std::string& who) {
    if (row.demand == Demand::kIncluded) return;
    ForEachAt(holder, row.path, [&](const Value& value, const Value&) {
      if (!value.IsScalar()) {
        Forbid(row, value, who + " has the source " + row.path);
      } else if (!Allows(row, value)) {
        Forbid(row, value, who + " sets " + Plain(row.path) + " to " + Quoted(TextOf(value)));
      }
    });
  }

  void CheckContainers(const FieldRow& row) {
    std::vector<Value> lacking;
    for (const Value& container : containers_) {
      CheckPresent(row, container, "container " + container.TextOf("name"));
      if (!HasWhatIsNeeded(row, container)) lacking.push_back(container);
    }
    if (!lacking.empty()) Ask(row, lacking);
  }

  bool HasWhatIsNeeded(const FieldRow& row, const Value& container) const {
    const bool list = row.demand == Demand::kIncluded;
    if (!list && row.demand != Demand::kNeeded && row.demand != Demand::kNeededOrInPod) return true;
    bool found = false;
    const auto look = [&](const Value& value, const Value&) { found |= !list || Allows(row, value); };
    ForEachAt(container, row.path, look);
    // A wrong value in the Pod is a separate finding.
    if (!found && row.demand == Demand::kNeededOrInPod) ForEachAt(spec_, row.path, look);
    return found;
  }

  void CheckVolumes(const FieldRow& row) {
    for (const Value& volume : spec_.Get("volumes")) {
      const std::string who = "volume " + volume.TextOf("name");
      if (row.demand == Demand::kSource) {
        CheckSource(row, volume, who);
      } else {
        CheckPresent(row, volume, who);
      }
    }
  }

  void CheckSource(const FieldRow& row, const Value& volume, const std::string& who) {
    const Member* other = nullptr;
    for (const Member& m : volume.members()) {
      if (m.key.text() == "name") continue;
      if (IsAllowed(row.words, m.key.text(), policy_)) return;
      other = &m;
    }
    if (other != nullptr) Forbid(row, other->value, who + " has the source " + other->key.text());
  }

  void CheckAnnotations(const FieldRow& row) {
    const bool by_container = row.path.ends_with('@');
    const std::string_view prefix = row.path.substr(0, row.path.size() - 1);
    for (const Member& m : template_.Get("metadata").Get("annotations").members()) {
      const std::string_view key = m.key.text();
      const bool meant =
          by_container ? key.starts_with(prefix) && IsContainer(key.substr(prefix.size())) : Matches(row.path, key);
      if (meant && !Allows(row, m.value))
        Forbid(row, m.value, "the Pod has the annotation " + key + ": " + Quoted(m.value.text()));
    }
  }

  bool IsContainer(std::string_view name) const {
    return std::any_of(containers_.begin(), containers_.end(),
                       [&](const Value& container) { return container.TextOf("name") == name; });
  }

  Problem& Add(const FieldRow& row, const Origin& where, const std::string& what) {
    const std::string message =
        what + " (level " + NameOf(row.Control().level) + ", control " + row.Control().name + ")";
    Problem& problem = policy_.severity == Severity::kError ? problems_.Error(Code::kPodSecurity, where, message)
                                                            : problems_.Warning(Code::kPodSecurity, where, message);
    return problem.Other(policy_.asked_by);
  }

  void Forbid(const FieldRow& row, const Value& value, const std::string& what) {
    const Origin where = value.origin().HasPlace() ? value.origin() : s_.origin;
    const std::string list = ListOf(row.words, policy_);
    Add(row, where, what + ", which Pod Security forbids")
        .Hint(row.demand == Demand::kNot || list.empty() || row.words == words::kFalse ? "remove it"
                                                                                       : "remove it, or use " + list);
  }

  // `lacking` are the containers that do not have what the row needs.
  void Ask(const FieldRow& row, const std::vector<Value>& lacking) {
    std::string who = lacking.size() == 1 ? "container " : "containers ";
    for (const Value& container : lacking)
      who.append(&container == &lacking.front() ? "" : ", ").append(container.TextOf("name"));
    who += lacking.size() == 1 ? " does not set " : " do not set ";
    Origin where;
    const std::string child = PlaceOf(row, lacking, where);
    Add(row, where, who + Plain(row.path) + " to " + ListOf(row.words, policy_) + ", which Pod Security requires")
        .Child(where, child)
        .Hint("set spec.podSpec." + row.fix);
  }

  // The nearest node in the input where the fix can be written, and the path from there.
  std::string PlaceOf(const FieldRow& row, const std::vector<Value>& lacking, Origin& where) const {
    std::string path = Plain(row.path).substr(sizeof "securityContext" - 1);
    where = lacking.front().Get("securityContext").origin();
    if (lacking.size() == 1 && where.HasPlace()) return path;
    where = s_.pod->pod_security_context.origin();
    if (where.HasPlace()) return path;
    path.insert(0, ".podSecurityContext");
    where = s_.pod->origin;
    if (where.HasPlace()) return path;
    where = s_.agent->resource->object.Get("spec").origin();
    return ".podSpec" + path;
  }

  const Value template_;
  const Value spec_;
  const Settings& s_;
  const Policy& policy_;
  Problems& problems_;
  std::vector<Value> containers_;
};

// The labels with which a Namespace asks, each with the label for the version of the standards, and what it means not
// to meet them: for `audit`, which writes to the API server's log, nothing is reported.
struct ModeRow {
  std::string_view level;
  std::string_view version;
  std::optional<Severity> severity;
};
constexpr ModeRow kModes[] = {
    {"pod-security.kubernetes.io/enforce", "pod-security.kubernetes.io/enforce-version", Severity::kError},
    {"pod-security.kubernetes.io/warn", "pod-security.kubernetes.io/warn-version", Severity::kWarning},
    {"pod-security.kubernetes.io/audit", "pod-security.kubernetes.io/audit-version", std::nullopt},
};

// "latest" or "v1.34", with any number that fits into Go's int; nothing for other texts.
std::optional<uint32_t> ParseVersion(std::string_view text) {
  if (text == "latest") return kNewest;
  if (!text.starts_with("v1.")) return std::nullopt;
  text.remove_prefix(3);
  if (text.starts_with('-') || (text.size() > 1 && text[0] == '0')) return std::nullopt;
  int64_t minor = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), minor);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return static_cast<uint32_t>(std::min<int64_t>(minor, kNewest));
}

Policy PolicyOf(const Value& labels, const ModeRow& mode) {
  const Value level = labels.Get(mode.level);
  const Value version = labels.Get(mode.version);
  Policy policy;
  policy.level = ParseSecurityLevel(level.text()).value_or(SecurityLevel::kPrivileged);
  if (version.Present()) policy.version = ParseVersion(version.text()).value_or(kNewest);
  policy.severity = mode.severity.value_or(Severity::kInfo);
  policy.asked_by = level.origin();
  return policy;
}

void RefuseLabel(const Value& label, std::string_view expected, Problems& problems) {
  problems.Error(Code::kBadValue, label.origin(), Quoted(label.text()) + " is not " + expected)
      .Hint("the API server refuses the Namespace otherwise");
}

// Adds a policy unless an existing one covers it; removes those that it covers.
void Add(const Policy& policy, std::vector<Policy>& policies) {
  const auto covers = [](const Policy& a, const Policy& b) {
    return a.version == b.version && a.level >= b.level && (a.severity == b.severity || a.severity == Severity::kError);
  };
  const auto covered = [&](const Policy& other) { return covers(other, policy); };
  if (policy.level == SecurityLevel::kPrivileged || std::any_of(policies.begin(), policies.end(), covered)) return;
  std::erase_if(policies, [&](const Policy& other) { return covers(policy, other); });
  policies.push_back(policy);
}

}  // namespace

void CheckNamespaceLabels(const Resource& ns, Problems& problems) {
  const Value labels = ns.object.Get("metadata").Get("labels");
  for (const ModeRow& mode : kModes) {
    const Value level = labels.Get(mode.level);
    const Value version = labels.Get(mode.version);
    if (level.Present() && !ParseSecurityLevel(level.text())) RefuseLabel(level, kSecurityLevelsInWords, problems);
    if (version.Present() && !ParseVersion(version.text()))
      RefuseLabel(version, "latest or a version such as v1.34", problems);
  }
}

void CheckPodSecurity(const Value& deployment, const Settings& settings, const Input& input, SecurityLevel asked,
                      Problems& problems) {
  Policy caller;
  caller.level = asked;
  std::vector<Policy> policies;
  Add(caller, policies);
  if (!settings.ns.empty()) {
    for (const Resource* ns : input.namespaces.Find("", settings.ns, ResourceIndex::kFew)) {
      const Value labels = ns->object.Get("metadata").Get("labels");
      for (const ModeRow& mode : kModes) {
        if (mode.severity) Add(PolicyOf(labels, mode), policies);
      }
    }
  }
  for (const Policy& policy : policies) Evaluation(deployment, settings, policy, problems).Run();
}

}  // namespace agentrender
