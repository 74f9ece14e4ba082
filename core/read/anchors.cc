// Takes anchors as they open and close, gives the value that an alias stands for, and its size: a few lines of aliases
// can stand for millions of nodes.
#include "core/read/anchors.h"

#include "core/base/text.h"

namespace agentrender {

namespace {

// About what a std::map takes for an entry.
constexpr size_t kMapEntry = 96;

uint64_t WeightOf(const Anchor& anchor) {
  return (uint64_t{anchor.extent.bytes} + anchor.extent.nodes) * anchor.aliases;
}

}  // namespace

size_t Anchors::Open(std::string_view name, size_t bytes, const Origin& where) {
  builder_.Charge(2 * sizeof(Anchor) + kMapEntry + name.size());
  newest_[std::string(name)] = anchors_.size();
  const Builder::Extent before = builder_.extent();
  anchors_.push_back({Value(), where, {before.nodes, before.bytes - bytes}, nullptr, 0, true});
  return anchors_.size() - 1;
}

void Anchors::Close(size_t number, const Value& node) {
  Anchor& anchor = anchors_[number];
  const Builder::Extent after = builder_.extent();
  anchor.value = node;
  anchor.extent = {after.nodes - anchor.extent.nodes + 1, after.bytes - anchor.extent.bytes};
  anchor.open = false;
}

Anchor* Anchors::Find(const std::string& name) {
  const auto found = newest_.find(name);
  return found == newest_.end() ? nullptr : &anchors_[found->second];
}

std::string Anchors::Largest() const {
  if (anchors_.empty()) return "large merge keys";
  const Anchor* most = &anchors_.front();
  for (const Anchor& anchor : anchors_) {
    if (WeightOf(anchor) > WeightOf(*most)) most = &anchor;
  }
  return Counted(most->aliases, "alias", "aliases") + " of the " + (most->value.IsScalar() ? "text" : "part") +
         " on line " + std::to_string(most->origin.line);
}

}  // namespace agentrender
