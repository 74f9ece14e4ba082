#include "core/locate.h"

#include <algorithm>
#include <string>
#include <tuple>

namespace agentrender {

namespace {

// The path of the node at `place` below `value`, appended to `path`; false when it
// is not there. Nodes are looked at before their children, values before keys.
bool FindPath(const Value& value, const Origin& place, std::string& path) {
  if (value.origin().SamePlace(place)) return true;
  const size_t length = path.size();
  for (uint32_t i = 0; i < value.size(); ++i) {
    if (value.IsMap()) {
      path += '.';
      path += value.member(i).key.text();
    } else {
      path += '[' + std::to_string(i) + ']';
    }
    if (FindPath(value.IsMap() ? value.member(i).value : value.at(i), place, path)) return true;
    path.resize(length);
  }
  // A key stands for its value.
  for (const Member& m : value.members()) {
    if (!m.key.origin().SamePlace(place)) continue;
    path += '.';
    path += m.key.text();
    return true;
  }
  return false;
}

auto PositionOf(const Origin& o) { return std::make_tuple(o.source, o.line, o.column); }

void LocateOne(const std::vector<const Resource*>& sorted, Problem& problem) {
  const Origin& place = problem.holder;
  if (!place.HasPlace() || !problem.object.kind.empty()) return;
  auto after =
      std::upper_bound(sorted.begin(), sorted.end(), PositionOf(place),
                       [](const auto& position, const Resource* r) { return position < PositionOf(r->origin()); });
  if (after == sorted.begin()) return;
  const Resource& resource = **--after;
  if (resource.origin().source != place.source) return;
  std::string path;
  if (!FindPath(resource.object, place, path)) path.clear();
  path += problem.child;
  problem.object = resource.ref;
  problem.field = !path.empty() && path[0] == '.' ? path.substr(1) : path;
}

// The same finding again, or a second error on a node that has one: a later stage
// stumbles over what an earlier one has explained.
bool IsRepeated(const Problem& first, const Problem& second) {
  if (!second.where.HasPlace() || PositionOf(first.where) != PositionOf(second.where) || first.child != second.child)
    return false;
  if (first.code == second.code) return first.message == second.message;
  return first.severity == Severity::kError && second.severity == Severity::kError;
}

void TakeOutRepetitions(std::vector<Problem>& list) {
  std::vector<size_t> order(list.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto key = [&](size_t i) {
    return std::make_tuple(PositionOf(list[i].where), std::string_view(list[i].child));
  };
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return key(a) < key(b); });
  std::vector<bool> repeated(list.size());
  for (size_t i = 1; i < order.size(); ++i) {
    for (size_t j = i; j-- > 0 && key(order[j]) == key(order[i]) && !repeated[order[i]];) {
      repeated[order[i]] = !repeated[order[j]] && IsRepeated(list[order[j]], list[order[i]]);
    }
  }
  size_t kept = 0;
  for (size_t i = 0; i < list.size(); ++i) {
    if (repeated[i]) continue;
    if (kept != i) list[kept] = std::move(list[i]);
    ++kept;
  }
  list.resize(kept);
}

}  // namespace

void Locate(const Input& input, Problems& problems) {
  if (problems.list().empty()) return;
  TakeOutRepetitions(problems.list());
  std::vector<const Resource*> sorted;
  for (const Resource& resource : input.resources) sorted.push_back(&resource);
  std::stable_sort(sorted.begin(), sorted.end(), [](const Resource* a, const Resource* b) {
    return PositionOf(a->origin()) < PositionOf(b->origin());
  });
  for (Problem& problem : problems.list()) LocateOne(sorted, problem);
}

}  // namespace agentrender
