// Takes findings with a place, gives them the resource and the field there: one walk for each resource with findings,
// however many it has.
#include "core/report/locate.h"

#include <algorithm>
#include <functional>
#include <string>
#include <tuple>

#include "core/base/list.h"
#include "core/base/order.h"
#include "core/base/text.h"
#include "core/formats/shown.h"

namespace agentrender {

namespace {

auto PositionOf(const Origin& o) { return std::make_tuple(o.source, o.line, o.column); }

using Position = decltype(PositionOf(Origin{}));

// Finds the paths of places in a resource, all in one walk: nodes are visited before their children, values before
// keys, and the first match counts.
class PathFinder {
 public:
  void Want(const Origin& place) { paths_.push_back({PositionOf(place), {}, false, nullptr, {}}); }

  void Walk(const Value& root) {
    const auto before = [&](uint32_t a, uint32_t b) { return paths_[a].position < paths_[b].position; };
    Arrange(paths_, OrderBy(paths_.size(), before));
    Visit(root, {});
  }

  const std::string& PathOf(const Origin& place) const { return At(PositionOf(place))->path; }

  // The key to point at for a finding about the object or list at `place`, or about `child` in it: the child's, else
  // the one in a line above. None when the place itself is right.
  Origin KeyOf(const Origin& place, std::string_view child) const {
    const Entry& entry = *At(PositionOf(place));
    const bool has_child = entry.node != nullptr && child.starts_with('.');
    const Member* field = has_child ? entry.node->FindMember(child.substr(1)) : nullptr;
    return field == nullptr ? entry.key : field->key.origin();
  }

 private:
  struct Entry {
    Position position;
    std::string path;
    bool found;
    const Value* node;
    Origin key;
  };

  std::vector<Entry>::const_iterator At(const Position& position) const {
    return std::lower_bound(paths_.begin(), paths_.end(), position,
                            [](const Entry& e, const Position& p) { return e.position < p; });
  }

  // All entries of one place: PathOf() takes the first of them.
  Entry* Find(const Origin& place) {
    const auto at = At(PositionOf(place));
    if (at == paths_.end() || at->position != PositionOf(place) || at->found) return nullptr;
    Entry& entry = paths_[static_cast<size_t>(at - paths_.begin())];
    entry.found = true;
    entry.path = Shortened(path_, limits::kMessageBytes);
    return &entry;
  }

  void FoundValue(const Value& value, const Origin& key) {
    Entry* entry = Find(value.origin());
    if (entry == nullptr) return;
    entry->node = &value;
    if (!value.IsScalar() && key.source == value.origin().source && key.line < value.origin().line) entry->key = key;
  }

  void FoundKey(const Value& key) {
    Entry* entry = Find(key.origin());
    if (entry == nullptr) return;
    entry->path += '.';
    entry->path += key.text();
  }

  void Visit(const Value& value, const Origin& key) {
    FoundValue(value, key);
    const size_t length = path_.size();
    for (uint32_t i = 0; i < value.size(); ++i) {
      if (value.IsMap()) {
        path_ += '.';
        path_ += value.member(i).key.text();
      } else {
        path_ += '[' + std::to_string(i) + ']';
      }
      if (value.IsMap()) {
        Visit(value.member(i).value, value.member(i).key.origin());
      } else {
        Visit(value.at(i), {});
      }
      path_.resize(length);
    }
    // A key represents its value.
    for (const Member& m : value.members()) FoundKey(m.key);
  }

  std::vector<Entry> paths_;
  std::string path_;
};

// The resource that a place is in; null if there is none.
const Resource* FindResource(const PlainList<const Resource*>& sorted, const Origin& place) {
  if (!place.HasPlace()) return nullptr;
  auto after =
      std::upper_bound(sorted.begin(), sorted.end(), PositionOf(place),
                       [](const auto& position, const Resource* r) { return position < PositionOf(r->origin()); });
  if (after == sorted.begin()) return nullptr;
  const Resource* resource = *--after;
  return resource->origin().source == place.source ? resource : nullptr;
}

// Names that no API server accepts, and paths that no file system has, are not repeated in full in every finding.
void CutNames(ObjectRef& ref) {
  for (std::string_view* name : {&ref.api_version, &ref.kind, &ref.ns, &ref.name, &ref.index})
    *name = name->substr(0, CharacterStart(*name, limits::kObjectNameBytes));
  ref.file = ref.file.substr(0, CharacterStart(ref.file, limits::kSourceNameBytes));
}

void LocateIn(const Resource& resource, const PlainList<Problem*>& problems) {
  PathFinder finder;
  for (const Problem* problem : problems) finder.Want(problem->holder);
  finder.Walk(resource.object);
  for (Problem* problem : problems) {
    const std::string path = finder.PathOf(problem->holder) + problem->child;
    if (problem->where.SamePlace(problem->holder)) {
      const Origin key = finder.KeyOf(problem->holder, problem->child);
      if (key.HasPlace()) problem->where = key;
    }
    problem->object = resource.ref;
    CutNames(problem->object);
    problem->field = !path.empty() && path[0] == '.' ? path.substr(1) : path;
    // A line of a template can be wrong for one Agent only.
    if (resource.role == Role::kTemplate && !problem->other.HasPlace()) problem->other = problem->user;
  }
}

// The second places of problems, like the first ones: at the key of what they mean.
void LocateOthersIn(const Resource& resource, const PlainList<Problem*>& problems) {
  PathFinder finder;
  for (const Problem* problem : problems) finder.Want(problem->other);
  finder.Walk(resource.object);
  for (Problem* problem : problems) {
    const Origin key = finder.KeyOf(problem->other, {});
    if (key.HasPlace()) problem->other = key;
    problem->other_object = resource.ref;
    CutNames(problem->other_object);
  }
}

struct Found {
  const Resource* resource;
  Problem* problem;
};

// Walks each resource once for everything that was found in it.
void LocateAll(PlainList<Found>& found, void (*locate)(const Resource&, const PlainList<Problem*>&)) {
  const std::less<> before;
  Arrange(found,
          OrderBy(found.size(), [&](uint32_t a, uint32_t b) { return before(found[a].resource, found[b].resource); }));
  PlainList<Problem*> problems;
  for (size_t i = 0; i < found.size(); ++i) {
    problems.push_back(found[i].problem);
    if (i + 1 < found.size() && found[i + 1].resource == found[i].resource) continue;
    locate(*found[i].resource, problems);
    problems.clear();
  }
}

// Whether `second` is the same finding again, or another error on a node that already has one: a later stage stumbles
// over what an earlier one has explained.
bool IsRepeated(const Problem& first, const Problem& second) {
  if (!second.where.HasPlace() || PositionOf(first.where) != PositionOf(second.where) || first.child != second.child)
    return false;
  if (first.code == second.code) return first.message == second.message;
  return first.severity == Severity::kError && second.severity == Severity::kError;
}

void TakeOutRepetitions(std::vector<Problem>& list) {
  const auto key = [&](size_t i) {
    return std::make_tuple(PositionOf(list[i].where), std::string_view(list[i].child));
  };
  std::vector<bool> repeated(list.size());
  PlainList<size_t> kept;  // of the same place
  for (size_t i : OrderBy(list.size(), [&](uint32_t a, uint32_t b) { return key(a) < key(b); })) {
    if (!kept.empty() && key(kept.front()) != key(i)) kept.clear();
    repeated[i] = std::any_of(kept.begin(), kept.end(), [&](size_t k) { return IsRepeated(list[k], list[i]); });
    if (!repeated[i]) kept.push_back(i);
  }
  size_t next = 0;
  for (size_t i = 0; i < list.size(); ++i) {
    if (repeated[i]) continue;
    if (next != i) list[next] = std::move(list[i]);
    ++next;
  }
  list.resize(next);
}

// In the order of the input; findings without a place come last.
void SortByPlace(std::vector<Problem>& list) {
  Arrange(list, OrderBy(list.size(), [&](uint32_t a, uint32_t b) {
            const Origin& of_a = list[a].where;
            const Origin& of_b = list[b].where;
            return of_a.HasPlace() != of_b.HasPlace() ? of_a.HasPlace() : PositionOf(of_a) < PositionOf(of_b);
          }));
}

// Errors are kept if there are more findings than anybody reads.
void SortAndCut(Problems& problems) {
  constexpr size_t kShown = limits::kFindingsShown;
  std::vector<Problem>& list = problems.list();
  SortByPlace(list);
  size_t left_out = problems.left_out();
  if (list.size() > kShown + 1) {
    left_out += list.size() - kShown;
    Arrange(list, OrderBy(list.size(), [&](uint32_t a, uint32_t b) {
              return list[a].severity == Severity::kError && list[b].severity != Severity::kError;
            }));
    list.resize(kShown);
  }
  if (left_out == 0) return;
  problems
      .Info(Code::kNotShown, {},
            Counted(left_out, "more finding is not shown, or was not looked for",
                    "more findings are not shown, or were not looked for"))
      .Hint("fix these first");
}

// The fields of an object are listed for the first unknown one, not for each.
void TellFieldsOnce(std::vector<Problem>& list) {
  std::vector<std::string> told;
  for (Problem& problem : list) {
    if (problem.code != Code::kUnknownField || !problem.hint.starts_with(kFieldsHint)) continue;
    const bool known = std::find(told.begin(), told.end(), problem.hint) != told.end();
    if (!known) told.push_back(problem.hint);
    if (known) problem.hint.clear();
  }
}

}  // namespace

void Locate(const Input& input, Problems& problems) {
  if (problems.list().empty()) return;
  TakeOutRepetitions(problems.list());
  SortAndCut(problems);
  PlainList<const Resource*> sorted;
  for (const Resource& resource : input.resources) sorted.push_back(&resource);
  // What is in it is in no resource, although one may end before it.
  Resource function_config;
  function_config.object = input.function_config;
  if (function_config.object.Present()) sorted.push_back(&function_config);
  Arrange(sorted, OrderBy(sorted.size(), [&](uint32_t a, uint32_t b) {
            return PositionOf(sorted[a]->origin()) < PositionOf(sorted[b]->origin());
          }));
  const auto holder_of = [&](const Origin& place) {
    const Resource* resource = FindResource(sorted, place);
    return resource == &function_config ? nullptr : resource;
  };
  PlainList<Found> found;
  for (Problem& problem : problems.list()) {
    problem.message = Shown(problem.message);
    problem.hint = Shown(problem.hint);
    // What is not a resource comes after one, but is not in it.
    if (!problem.object.kind.empty() || problem.code == Code::kNotAResource) continue;
    const Resource* resource = holder_of(problem.holder);
    if (resource != nullptr) found.push_back({resource, &problem});
  }
  LocateAll(found, LocateIn);
  found.clear();
  for (Problem& problem : problems.list()) {
    const Resource* resource = holder_of(problem.other);
    if (resource != nullptr) found.push_back({resource, &problem});
  }
  LocateAll(found, LocateOthersIn);
  SortByPlace(problems.list());
  TellFieldsOnce(problems.list());
}

void LocateIn(const Value& document, Problems& problems) {
  Input input;
  Resource resource;
  resource.object = document;
  resource.ref = RefOf(document);
  input.resources.push_back(resource);
  Locate(input, problems);
}

}  // namespace agentrender
