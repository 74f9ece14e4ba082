// Where each field of a rendering comes from: a place of the input, a rule, or both.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/list.h"
#include "core/base/output.h"
#include "core/model/document.h"
#include "core/render.h"

namespace agentrender {

// Which explanations are wanted; empty means all.
struct ExplainFilter {
  std::string_view field;  // a pattern as MatchesField() in field_lines.h takes it
  std::string_view agent;  // "name" or "namespace/name"
};

// One field, and lines of the YAML output that it changes.
struct Effect {
  Origin place;         // of the field's key, or of the list item
  Origin above;         // of the field that it is in; none at the root of a document
  uint32_t first_line;  // counted from 1
  uint32_t last_line;
};

struct Effects {
  PlainList<Effect> effects;  // in the order of the input; of one field in that of the output
  // Every field was tried. Not so when the steps or the budget ended before.
  bool whole = true;
};

// Finds the effects of fields (effects.h). A module without room for that code passes a null pointer.
class EffectFinder {
 public:
  EffectFinder() = default;
  EffectFinder(const EffectFinder&) = delete;
  EffectFinder& operator=(const EffectFinder&) = delete;
  virtual ~EffectFinder() = default;

  // The effects on the Agent at `agent` (RenderedObject::agent_origin); valid until the next call.
  virtual const Effects& On(const Origin& agent) = 0;
};

// An origin for people: "agents/a.yaml:9:18" for a value copied from there, "agents/a.yaml:9:18
// (server)" for a value that the rule makes from it, "server" for a value that the rule makes on its
// own.
std::string OriginText(const Origin& origin, const std::vector<Source>& sources);

// "file:line:column" of an origin with a place.
std::string PlaceText(const Origin& origin, const std::vector<Source>& sources);

// {"file":..., "line":..., "column":..., "rule":...}, without what is not known.
Value OriginValue(const Origin& origin, const std::vector<Source>& sources, Arena& arena);

// The functions below need a rendering with Options::keep_objects. Their memory counts against its budget; if `out`,
// which should use that budget too, is full, it is incomplete.

// One line per field, `path: value  <- origin`, under a line for each object; at the end the rules that occur, each
// with what it makes. With a finder, the origin is followed by the other places of the input that the value depends on.
void ExplainText(const Rendering& rendering, const std::vector<Source>& sources, const ExplainFilter& filter,
                 EffectFinder* finder, Output& out);

// {"objects": [{apiVersion, kind, namespace, name, agent, fields: [{path, value, line,
// file, fileLine, ...}]}], "rules": {name: what}}; docs/explain.md has the shape.
// `line` is that of the YAML output.
void ExplainJson(const Rendering& rendering, const std::vector<Source>& sources, const ExplainFilter& filter,
                 EffectFinder* finder, Output& out);

// The number of the first line of each object in the YAML output, from 1.
std::vector<uint32_t> FirstLinesOf(const Rendering& rendering);

// The YAML output of `rendering` with a comment `# origin` after each value. Any YAML reader reads the same from it; in
// literal blocks the comment follows the `|`.
void Annotate(const Rendering& rendering, const std::vector<Source>& sources, Output& out);

// A line of the YAML output that belongs to a node of a rendered object.
struct LineOrigin {
  uint32_t line;    // from 1
  uint32_t object;  // index into Rendering::objects
  bool leaf;
  Origin origin;
};

// The origin of each line that has a key or an item, in order; one per output line, for the innermost node that begins
// there. Incomplete if Rendering::budget is spent.
std::vector<LineOrigin> LineOriginsOf(const Rendering& rendering);

}  // namespace agentrender
