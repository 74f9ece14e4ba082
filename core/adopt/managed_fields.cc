// Takes metadata.managedFields, gives the fields that a manager owns, as paths that can be compared with an object.
#include "core/adopt/managed_fields.h"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <vector>

#include "core/model/members.h"

namespace agentrender {

namespace {

constexpr std::string_view kApply = "Apply";

Value EntriesOf(const Value& object) { return object.Get("metadata").Get("managedFields"); }

// A subresource, such as status, has owners of its own.
bool IsOf(const Value& entry, std::string_view manager) {
  return entry.TextOf("manager") == manager && entry.TextOf("subresource").empty();
}

// Both trees merged.
Value Union(const Value& a, const Value& b, Arena& arena) {
  Value all = Value::Map(arena, a.size() + b.size());
  const MemberLookup in_a = MembersByKey(a), in_b = MembersByKey(b);
  for (const Member& m : a.members()) {
    const Member* other = in_b.Find(m.key.text());
    all.Add(arena, m.key, other == nullptr ? m.value : Union(m.value, other->value, arena));
  }
  for (const Member& m : b.members()) {
    if (in_a.Find(m.key.text()) == nullptr) all.Add(arena, m.key, m.value);
  }
  return all;
}

constexpr std::string_view kToAnnotations[] = {"f:spec", "f:template", "f:metadata", "f:annotations"};

// `tree` without the Pod template's annotation `name`, and without the ownership of their map as such: who owns that
// takes out all that is in it. `depth` is that of `tree`.
Value WithoutAnnotation(const Value& tree, std::string_view name, size_t depth, Arena& arena) {
  Value rest = Value::Map(arena, tree.size());
  const bool in_map = depth == std::size(kToAnnotations);
  for (const Member& m : tree.members()) {
    if (in_map && (m.key.text() == "." || m.key.text() == arena.Join("f:", name))) continue;
    const bool on_path = !in_map && m.key.text() == kToAnnotations[depth];
    const Value below = on_path ? WithoutAnnotation(m.value, name, depth + 1, arena) : m.value;
    if (!on_path || !below.empty()) rest.Add(arena, m.key, below);
  }
  return rest;
}

class Patch {
 public:
  explicit Patch(Arena& arena) : arena_(arena), list_(Value::List(arena)) {}

  void Test(size_t entry, std::string_view manager) { Add("test", entry, "/manager", Value::String(manager)); }
  // What is read now and rewritten must not have changed in between.
  void TestFields(size_t entry, const Value& object) {
    const Value fields = object.Get("fieldsV1");
    if (fields.Present()) Add("test", entry, "/fieldsV1", fields);
  }
  void Replace(size_t entry, const char* field, const Value& value) { Add("replace", entry, field, value); }
  void Remove(size_t entry) { Add("remove", entry, "", Value()); }
  const Value& list() const { return list_; }

 private:
  void Add(const char* op, size_t entry, const char* field, const Value& value) {
    Value step = Value::Map(arena_, 3);
    step.Add(arena_, "op", Value::String(op));
    const std::string path = "/metadata/managedFields/" + std::to_string(entry) + field;
    step.Add(arena_, "path", Value::String(arena_.Copy(path)));
    if (value.Present()) step.Add(arena_, "value", value);
    list_.Push(arena_, step);
  }

  Arena& arena_;
  Value list_;
};

// An entry that stays, with what it gets from others.
struct Kept {
  size_t index;
  std::string_view manager;
  std::string_view api_version;
  Value fields;
  bool changed;
};

// Adds what makes the entry one of managers.to, with the fields that it is to have.
void Rewrite(const Kept& entry, const Value& entries, const Managers& managers, Patch& patch) {
  if (entry.manager == managers.to && entry.changed) {
    patch.Test(entry.index, managers.to);
    patch.TestFields(entry.index, entries.at(static_cast<uint32_t>(entry.index)));
  }
  if (entry.manager == managers.from) {
    patch.Replace(entry.index, "/manager", Value::String(managers.to));
    patch.Replace(entry.index, "/operation", Value::String(kApply));
  }
  if (entry.changed) patch.Replace(entry.index, "/fieldsV1", entry.fields);
}

}  // namespace

Ownership OwnershipOf(const Value& object, const Managers& managers) {
  const Value entries = EntriesOf(object);
  if (entries.empty()) return Ownership::kUnknown;
  const auto has = [&](std::string_view manager) {
    return std::any_of(entries.begin(), entries.end(), [&](const Value& e) { return IsOf(e, manager); });
  };
  return has(managers.from) ? Ownership::kFrom : has(managers.to) ? Ownership::kTo : Ownership::kOthers;
}

Value FieldsOf(const Value& object, std::string_view manager) {
  for (const Value& entry : EntriesOf(object)) {
    if (IsOf(entry, manager)) return entry.Get("fieldsV1");
  }
  return {};
}

Value HandOver(const Value& object, const Managers& managers, std::string_view kept, Arena& arena) {
  const Value entries = EntriesOf(object);
  std::vector<Kept> stay;
  std::vector<size_t> go;
  Patch patch(arena);
  for (uint32_t i = 0; i < entries.size(); ++i) {
    const Value& entry = entries.at(i);
    if (IsOf(entry, managers.to) && entry.TextOf("operation") == kApply)
      stay.push_back({i, managers.to, entry.TextOf("apiVersion"), entry.Get("fieldsV1"), false});
  }
  for (uint32_t i = 0; i < entries.size(); ++i) {
    const Value& entry = entries.at(i);
    if (!IsOf(entry, managers.from)) continue;
    patch.Test(i, managers.from);
    Value fields = entry.Get("fieldsV1");
    if (!kept.empty()) fields = WithoutAnnotation(fields, kept, 0, arena);
    const auto same = std::find_if(stay.begin(), stay.end(),
                                   [&](const Kept& k) { return k.api_version == entry.TextOf("apiVersion"); });
    if (same != stay.end() || !kept.empty()) patch.TestFields(i, entry);
    if (same == stay.end()) {
      stay.push_back({i, managers.from, entry.TextOf("apiVersion"), fields, !kept.empty()});
    } else {
      same->fields = Union(same->fields, fields, arena);
      same->changed = true;
      go.push_back(i);
    }
  }
  for (const Kept& entry : stay) Rewrite(entry, entries, managers, patch);
  // From the end, so that the indices of the others stay valid.
  for (size_t i = go.size(); i-- > 0;) patch.Remove(go[i]);
  return patch.list();
}

}  // namespace agentrender
