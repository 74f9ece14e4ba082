// Takes the JSON that kubectl prints, gives the live objects beside what is rendered for each.
#include "core/adopt/live.h"

#include <algorithm>
#include <string>

#include "core/formats/json_text.h"

namespace agentrender {

namespace {

struct ServerField {
  std::string_view key;
  std::string_view value;
};
constexpr ServerField kServerFields[] = {
#define SERVER_FIELD(key, value) {key, value},
#include "core/adopt/server_fields.def"
#undef SERVER_FIELD
};

// What of metadata an apply can change.
constexpr std::string_view kMetadata[] = {"annotations", "labels", "name", "namespace"};
// By which of their fields items of lists are told apart.
constexpr const char* kItemKeys[] = {"mountPath", "devicePath", "name", "containerPort", "port"};

bool IsZero(const Value& value) {
  if (!value.IsScalar()) return value.empty();
  return value.IsNull() || value.text().empty() || value.text() == "0" || value.text() == "false";
}

class Comparable {
 public:
  explicit Comparable(Arena& arena) : arena_(arena) {}

  Value Object(const Value& live, const Value& rendered, const Value& owned) {
    Value made = Value::Map(arena_, live.size(), live.origin());
    for (const Member& m : rendered.members()) {
      const Value* value = live.Find(m.key.text());
      if (value == nullptr) continue;
      const Value below = m.key.text() == "metadata" ? Metadata(*value) : *value;
      made.Add(arena_, m.key, Node(below, &m.value, Below(owned, m.key.text())));
    }
    return made;
  }

 private:
  Value Metadata(const Value& metadata) {
    Value made = Value::Map(arena_, 4, metadata.origin());
    for (std::string_view key : kMetadata) {
      const Value value = metadata.Get(key);
      if (value.Present()) made.Add(arena_, key, value);
    }
    return made;
  }

  // The fields of `key` in a fieldsV1; one without anything below it has all of it. Absent when it is not owned.
  Value Below(const Value& owned, std::string_view key) const {
    if (!owned.Present() || owned.empty()) return owned;
    return owned.Get(arena_.Join("f:", key));
  }

  // The same for an item of a list: `k:{"name":"HOME"}`. A list that is one to the server has no such entries.
  Value BelowItem(const Value& owned, const Value& item) const {
    if (!owned.Present() || owned.empty()) return owned;
    for (const char* key : kItemKeys) {
      const Value label = item.Get(key);
      if (!label.Present() || !label.IsScalar()) continue;
      const std::string_view text = arena_.Join("\"", key, "\":", JsonText(arena_, label));
      for (const Member& m : owned.members()) {
        const std::string_view name = m.key.text();
        const size_t at = name.find(text);
        if (name.starts_with("k:") && at != name.npos && at + text.size() < name.size() &&
            (name[at + text.size()] == ',' || name[at + text.size()] == '}'))
          return m.value;
      }
    }
    return {};
  }

  bool IsOfServer(const Member& m) const {
    return std::any_of(std::begin(kServerFields), std::end(kServerFields), [&](const ServerField& row) {
      return row.key == m.key.text() && (row.value == "*" || row.value == JsonText(arena_, m.value));
    });
  }

  Value Node(const Value& live, const Value* rendered, const Value& owned) {
    if (live.IsMap()) return Map(live, rendered, owned);
    return live.IsList() ? List(live, rendered, owned) : live;
  }

  Value Map(const Value& live, const Value* rendered, const Value& owned) {
    Value made = Value::Map(arena_, live.size(), live.origin());
    for (const Member& m : live.members()) {
      const Value* other = rendered == nullptr ? nullptr : rendered->Find(m.key.text());
      const Value below = Below(owned, m.key.text());
      if (other != nullptr || (below.Present() && !IsOfServer(m))) made.Add(arena_, m.key, Node(m.value, other, below));
    }
    // What says nothing is not stored.
    if (rendered == nullptr) return made;
    for (const Member& m : rendered->members()) {
      if (live.Find(m.key.text()) == nullptr && IsZero(m.value)) made.Add(arena_, m.key, m.value);
    }
    return made;
  }

  Value List(const Value& live, const Value* rendered, const Value& owned) {
    Value made = Value::List(arena_, live.size(), live.origin());
    for (uint32_t i = 0; i < live.size(); ++i) {
      const Value* other = rendered == nullptr ? nullptr : TwinOf(live, i, *rendered);
      const Value below = BelowItem(owned, live.at(i));
      if (IsRepeated(live, i)) {
        made.Push(arena_, live.at(i));
      } else if (other != nullptr || below.Present()) {
        made.Push(arena_, Node(live.at(i), other, below));
      }
    }
    return made;
  }

  // The controller sets a variable twice (D9); the later entry is the one that is applied over.
  static bool IsRepeated(const Value& list, uint32_t i) {
    const std::string_view name = list.at(i).TextOf("name");
    if (name.empty() || list.at(i).Find("mountPath") != nullptr) return false;
    return std::any_of(list.begin() + i + 1, list.end(), [&](const Value& v) { return v.TextOf("name") == name; });
  }

  static const Value* TwinOf(const Value& live, uint32_t i, const Value& rendered) {
    const Value& item = live.at(i);
    for (const char* key : kItemKeys) {
      const Value label = item.Get(key);
      if (!label.Present()) continue;
      const auto found = std::find_if(rendered.begin(), rendered.end(),
                                      [&](const Value& other) { return Equal(other.Get(key), label); });
      return found == rendered.end() ? nullptr : found;
    }
    return i < rendered.size() ? &rendered.at(i) : nullptr;
  }

  Arena& arena_;
};

}  // namespace

Value ComparableOf(const Value& live, const Value& rendered, const Value& owned, Arena& arena) {
  return Comparable(arena).Object(live, rendered, owned);
}

}  // namespace agentrender
