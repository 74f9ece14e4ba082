// What changes between two renderings, and which input line causes it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/output.h"
#include "core/model/controller.h"
#include "core/model/document.h"
#include "core/render.h"

namespace agentrender {

// What an input has that is not compared.
struct LeftAside {
  std::vector<std::string> objects;      // of other owners, as "Secret/token"
  std::vector<std::string> kinds;        // of which a cluster was not asked
  std::vector<std::string> agents = {};  // that are not rendered, because what they became is there
};

// One of the two inputs, rendered with Options::keep_objects.
struct DiffSide {
  const Rendering& rendering;
  const std::vector<Source>& sources;
  LeftAside left_aside = {};
};

enum class ChangeKind : unsigned char { kAdded, kRemoved, kChanged, kReordered };

// One changed node. Added and removed ones are whole: their children are not listed.
struct FieldChange {
  ChangeKind kind;
  std::string path;       // as in field_lines.h
  Value before;           // absent when added
  Value after;            // absent when removed
  bool restarts = false;  // it is in the template of a Pod that runs before and after
  // The changes in the controller that cause it, when two controllers are compared.
  std::vector<Change> controller_changes = {};  // NOLINT(readability-redundant-member-init): may be left out
};

struct ObjectDiff {
  ChangeKind kind = ChangeKind::kChanged;
  const RenderedObject* before = nullptr;  // null when added
  const RenderedObject* after = nullptr;   // null when removed
  std::vector<FieldChange> changes;        // of a changed one
  std::vector<Change> controller_changes;  // of one that comes or goes

  const RenderedObject& either() const { return after != nullptr ? *after : *before; }
};

// What happens to an Agent's Pod when the change is applied.
enum class PodEffect : unsigned char { kNone, kRestarts, kStarts, kStops };

struct AgentDiff {
  ObjectRef agent;
  ChangeKind kind = ChangeKind::kChanged;
  PodEffect effect = PodEffect::kNone;
  std::vector<ObjectDiff> objects;
};

// The Agents that change: in the order of `after`, then those that are only in `before`. Maps are
// compared by key, lists by the label of their items (field_lines.h), so an entry that moves is one change,
// not many.
std::vector<AgentDiff> Diff(const Rendering& before, const Rendering& after);

// The three forms, each of the result of Diff(). The cause of a change is the place of its new value or, if that has
// none (a default takes over), of the old value.
void DiffText(const std::vector<AgentDiff>& diff, const DiffSide& before, const DiffSide& after, Output& out);
void DiffMarkdown(const std::vector<AgentDiff>& diff, const DiffSide& before, const DiffSide& after, Output& out);
void DiffJson(const std::vector<AgentDiff>& diff, const DiffSide& before, const DiffSide& after, Output& out);

}  // namespace agentrender
