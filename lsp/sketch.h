// A document as its lines have it, whether they are YAML or not yet: maps, lists and scalars, by indentation, dashes,
// braces and brackets; and what a position is in. Whatever makes no sense is skipped, so that a half-typed word does
// not spoil the rest.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lsp/place.h"

namespace agentrender::lsp {

inline constexpr size_t kNoNode = SIZE_MAX;

struct SketchNode {
  enum class Kind : uint8_t { kNothing, kMap, kList, kScalar };
  Kind kind = Kind::kNothing;
  std::string text;                                     // of a scalar, without its quotes
  std::vector<std::pair<std::string, size_t>> members;  // keys and the numbers of their nodes
  std::vector<size_t> items;
};

// A map with a key in it, or a list with the number of an item. There may be no such node yet.
struct SketchStep {
  size_t node = kNoNode;
  Step step;
};

// Nodes, and the maps and lists that are open: what is added goes into the last one.
class SketchTree {
 public:
  using Kind = SketchNode::Kind;

  SketchTree() : nodes_(1) {}
  const SketchNode& node(size_t number) const { return nodes_[number]; }
  // The value of a member of a map; null without one.
  const SketchNode* Find(size_t map, std::string_view key) const;

  // What would be filled next: the value of the last member, the last item, or the root.
  size_t Open() const;
  Kind OpenKind() const { return Open() == kNoNode ? Kind::kNothing : nodes_[Open()].kind; }
  bool IsInMap() const { return !frames_.empty() && nodes_[frames_.back().node].kind == Kind::kMap; }
  // The column of the innermost map or list.
  bool IsAt(size_t column) const { return !frames_.empty() && frames_.back().column == column; }
  // The column that lines of what is open stand to the right of, plus one.
  size_t least() const { return frames_.empty() ? 0 : frames_.back().column + 1; }
  size_t depth() const { return frames_.size(); }

  void Enter(Kind kind, size_t column);
  void AddMember(std::string_view key);
  void AddItem();
  void SetScalar(std::string_view text);
  void Leave() { frames_.pop_back(); }
  // Leaves what lies further to the right; for a key, also a list whose dashes stand at its column.
  void LeaveTo(size_t column, bool for_key);

  // To what is open, with the last keys and items.
  std::vector<SketchStep> Path() const;

  // Lines that a position is in may say less than they will.
  struct Frame {
    size_t node;
    size_t column;
  };
  std::vector<Frame> frames() const { return frames_; }
  void Restore(std::vector<Frame> frames) { frames_ = std::move(frames); }

 private:
  size_t AddNode();

  std::vector<SketchNode> nodes_;
  std::vector<Frame> frames_;
};

// What the position is in.
struct SketchSpot {
  std::vector<SketchStep> path;  // from the document on; empty when nothing is to be said
  bool on_key = false;
  bool in_block = false;  // in a text of several lines
  bool is_json = false;
  Span span;  // of the word there
  std::string token;
  std::string before;  // what must be written in front of another word: a comma, or the end of the line
  std::string behind;  // the key whose value is in front, when the word may be a part of it
};

// A text between braces, [begin, end), up to its last one; gives where it ends. `spot` is filled when `offset` is in
// it.
size_t SketchFlow(std::string_view text, Span braces, size_t offset, SketchTree& tree, SketchSpot& spot);

// The document that the position is in.
SketchSpot SketchAt(const Lines& lines, size_t offset, SketchTree& tree);

// The text in quotes, when it is.
std::string_view Unquoted(std::string_view text);

}  // namespace agentrender::lsp
