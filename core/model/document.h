// The input as it was read: sources, their documents, and the resources in them.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/base/list.h"
#include "core/model/problem.h"
#include "core/model/value.h"

namespace agentrender {

// One input text: a file, or stdin. Both views must outlive the rendering.
struct Source {
  std::string_view name;  // as messages show it: "agents/reviewer.yaml", "stdin"
  std::string_view text;
  // A file named by the caller, or stdin: anything that is not a resource is then an error, and not just skipped as in
  // a file found by walking a directory (R1a).
  bool named = true;
  // The caller read more than the limit allows, and dropped it.
  bool too_much = false;
};

// The identity that an object gives itself, without the file that KRM tools record.
ObjectRef RefOf(const Value& object);

// Whether an object is a list of resources: its kind ends in List, and it has `items` (R1a).
bool IsList(const Value& object);
// An item of it; if it lacks apiVersion or kind, it gets those of the typed list, as in the API server's answers.
Value ItemOf(const Value& list, const Value& item, Arena& arena);

// Something that ties a line to its place: an alias needs the anchor on another line. If the anchor's line is 0, it is
// something that Go's YAML readers refuse (`"\/"`).
struct Tie {
  Origin place;
  Origin anchor;
  const Value* value = nullptr;  // what the alias stands for
};

// An object in flow style, `{...}`, and the place after its end.
struct FlowObject {
  Origin begin;
  Origin end;
};

// One YAML or JSON document of a source.
struct Document {
  Value root;
  std::string_view text;     // its bytes as they stand, without a `---` line
  std::string_view comment;  // of that `---` line
  uint32_t first_line = 1;   // the line of the source with which `text` begins
  uint16_t source = 0;
  bool json = false;
  bool odd_lines = false;              // it has lines that Go's readers refuse: %YAML, %TAG, `---a: b`
  bool infinite = false;               // it has numbers that JSON has no text for
  bool refused = false;                // an error says that it is too large, and something of it is left out
  PlainList<Tie> ties;                 // by line
  PlainList<FlowObject> flow_objects;  // those with kind or metadata, by place

  // Whether the bytes cannot be printed: Go's readers would refuse them, and with them the whole stream.
  bool MustBeWrittenAnew() const;
  // The one that begins at a place; null pointer if there is none.
  const FlowObject* FindFlowObject(const Origin& begin) const;
};

// The role of a resource in rendering (R1).
enum class Role : uint8_t { kOther, kAgent, kTemplate, kConfig, kConfigMap, kRevisions, kFormer };

// A Kubernetes resource of the input, or the rendered form of one.
struct Resource {
  Value object;
  ObjectRef ref;  // ns is "" when the resource has none, whatever --namespace says
  const Document* document = nullptr;
  Role role = Role::kOther;
  bool alone = true;      // it is its document's root, not an item of a list
  bool refused = false;   // it is in error; what depends on it is, too
  size_t nth = 0;         // of a template: its place among the templates of the input
  Value data;             // of a ConfigMap, sorted by key
  size_t data_bytes = 0;  // of the texts in it
  // For a ConfigMap or Secret: the entries that SOPS encrypted, sorted by key, and the first of them as written.
  Value encrypted;
  const Member* first_encrypted = nullptr;
  bool typed = false;  // it has apiVersion and kind of the list that it is in
  // An item of a list: its lines [begin, end), comments above it included; 0 when unknown.
  uint32_t begin_line = 0;
  uint32_t end_line = 0;
  size_t begin_at = 0;  // where begin_line begins in the document's text

  Origin origin() const { return object.origin(); }
};

// Whether a line of a document has only the dash of a list item, perhaps with a comment after it.
bool IsItemDash(std::string_view line);

inline bool IsNamespace(const Resource& resource) {
  return resource.ref.kind == "Namespace" && resource.ref.api_version == "v1";
}

// Whether a cluster could accept it (R1): not if it is for kustomize (group kustomize.config.k8s.io) or is marked with
// config.kubernetes.io/local-config as being for tools that work on files.
bool IsManifest(const Resource& resource);

}  // namespace agentrender
