// The nodes of a rendered object as fields with a path and a line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/list.h"
#include "core/model/value.h"

namespace agentrender {

// One node of an object, and its place in the object's YAML text.
struct NodeLine {
  static constexpr uint32_t kRoot = UINT32_MAX;

  Value value;
  uint32_t line = 0;       // from 0; that of its key, or of its `-`
  uint32_t lines = 1;      // of a leaf
  uint32_t above = kRoot;  // the node that it is in, counted as they come; none for a node of the object itself
  uint32_t number = 0;     // of the member or item

  // A node that has no nodes below it: what a reader sees as a value.
  bool IsLeaf() const { return value.IsScalar() || value.empty(); }
};

// All nodes below `object`, each before its children, in the order of its text.
PlainList<NodeLine> NodeLinesOf(const Value& object);

// The same nodes with their paths.
struct ObjectField : NodeLine {
  std::string path;  // "spec.template.spec.containers[opencode-server].image"
};
std::vector<ObjectField> FieldsOf(const Value& object);

// How a reader tells the items of a list apart: by mountPath or name if each has one and no two are equal; otherwise
// empty, and they are numbered.
std::string_view LabelKeyOf(const Value& list);

// Appends a key to a path, or an item of a list: by its label, or by its number if the label is empty. `note` follows
// it.
void AppendKey(std::string_view key, std::string& path);
void AppendItem(uint32_t index, std::string_view label, std::string& path, std::string_view note = {});
// `path` with a key appended.
std::string WithKey(const std::string& path, std::string_view key);

// Whether `pattern` occurs in a path, from the beginning of a key to the end of one, with `*`
// for any text. "image" and "containers[*].env[HOME]" find all such fields and everything below
// them.
bool MatchesField(std::string_view path, std::string_view pattern);

}  // namespace agentrender
