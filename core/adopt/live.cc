// Takes the JSON that kubectl prints, gives each live object together with what is rendered for it.
#include "core/adopt/live.h"

#include <algorithm>
#include <string>

#include "core/base/order.h"
#include "core/formats/json_text.h"

namespace agentrender {

namespace {

// The parts of metadata that an apply can change.
constexpr std::string_view kMetadata[] = {"annotations", "labels", "name", "namespace"};
// The fields that tell items of lists apart.
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

  // The fields of `key` in a fieldsV1; one with nothing below it means all of it. Absent if it is not owned.
  Value Below(const Value& owned, std::string_view key) const {
    if (!owned.Present() || owned.empty()) return owned;
    return owned.Get(arena_.Join("f:", key));
  }

  // By `"name":"HOME"` of an item `k:{"name":"HOME"}`, its number in a fieldsV1. A list that is one to the server has
  // no such items.
  static NumberByText ItemsOf(const Value& owned) {
    NumberByText items;
    for (uint32_t i = 0; i < owned.size() && owned.IsMap(); ++i) {
      const std::string_view name = owned.member(i).key.text();
      if (!name.starts_with("k:{")) continue;
      for (size_t begin = 3; begin < name.size();) {
        const size_t end = EndOfField(name, begin);
        items.emplace(name.substr(begin, end - begin), i);
        begin = end + 1;
      }
    }
    return items;
  }

  // The comma or brace after a field of a JSON object.
  static size_t EndOfField(std::string_view json, size_t at) {
    bool quoted = false;
    for (; at < json.size() && (quoted || (json[at] != ',' && json[at] != '}')); ++at) {
      if (json[at] == '"') quoted = !quoted;
      if (json[at] == '\\' && quoted) ++at;
    }
    return std::min(at, json.size());
  }

  // What is owned of an item of a list.
  Value BelowItem(const Value& owned, const NumberByText& items, const Value& item) const {
    if (!owned.Present() || owned.empty()) return owned;
    for (const char* key : kItemKeys) {
      const Value label = item.Get(key);
      if (!label.Present() || !label.IsScalar()) continue;
      const auto found = items.find(arena_.Join("\"", key, "\":", JsonText(arena_, label)));
      if (found != items.end()) return owned.member(found->second).value;
    }
    return {};
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
      if (other != nullptr || below.Present()) made.Add(arena_, m.key, Node(m.value, other, below));
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
    const NumberByText items = ItemsOf(owned);
    Twins twins(rendered, arena_);
    NumberByText last;  // of each name
    for (uint32_t i = 0; i < live.size(); ++i) last[live.at(i).TextOf("name")] = i;
    for (uint32_t i = 0; i < live.size(); ++i) {
      const Value* other = twins.Find(live, i);
      const Value below = BelowItem(owned, items, live.at(i));
      if (IsRepeated(live.at(i), i, last)) {
        made.Push(arena_, live.at(i));
      } else if (other != nullptr || below.Present()) {
        made.Push(arena_, Node(live.at(i), other, below));
      }
    }
    return made;
  }

  // The controller sets a variable twice (D9); the later entry is the one that is applied over.
  static bool IsRepeated(const Value& item, uint32_t i, const NumberByText& last) {
    const std::string_view name = item.TextOf("name");
    return !name.empty() && item.Find("mountPath") == nullptr && last.at(name) > i;
  }

  // The rendered items, by their labels.
  class Twins {
   public:
    Twins(const Value* rendered, Arena& arena) : rendered_(rendered), arena_(arena) {
      if (rendered == nullptr) return;
      for (uint32_t i = 0; i < rendered->size(); ++i) {
        for (const char* key : kItemKeys) numbers_.emplace(TextOf(key, rendered->at(i).Get(key)), i);
      }
    }

    const Value* Find(const Value& live, uint32_t i) const {
      if (rendered_ == nullptr) return nullptr;
      for (const char* key : kItemKeys) {
        const Value label = live.at(i).Get(key);
        if (!label.Present()) continue;
        const auto found = label.IsScalar() ? numbers_.find(TextOf(key, label)) : numbers_.end();
        return found == numbers_.end() ? nullptr : &rendered_->at(found->second);
      }
      return i < rendered_->size() ? &rendered_->at(i) : nullptr;
    }

   private:
    // Empty if the item has no label.
    std::string_view TextOf(const char* key, const Value& label) const {
      if (!label.Present() || !label.IsScalar()) return {};
      return arena_.Join(key, ":", std::to_string(static_cast<int>(label.kind())), ":", label.text());
    }

    const Value* rendered_;
    Arena& arena_;
    NumberByText numbers_;
  };

  Arena& arena_;
};

}  // namespace

Value ComparableOf(const Value& live, const Value& rendered, const Value& owned, Arena& arena) {
  return Comparable(arena).Object(live, rendered, owned);
}

}  // namespace agentrender
