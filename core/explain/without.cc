// Takes documents, gives copies without a field, or with another value in it. The copies share no maps and lists with
// the documents, which the next trial needs as they are.
#include "core/explain/without.h"

namespace agentrender {

namespace {

class Copier {
 public:
  Copier(const Origin& agent, const Tried& tried, Arena& arena) : agent_(agent), tried_(tried), arena_(arena) {}

  // Another Agent does not affect what this one becomes, so it is left out.
  bool IsOther(const Value& value) const {
    return value.IsMap() && value.TextOf("kind") == "Agent" && !value.origin().SamePlace(agent_);
  }

  Value Copy(const Value& value) {
    if (value.IsScalar()) return value;
    return value.IsMap() ? CopyMap(value) : CopyList(value);
  }

 private:
  bool IsTried(const Value& at) const { return tried_.place.HasPlace() && at.origin().SamePlace(tried_.place); }

  Value CopyMap(const Value& map) {
    Value copy = Value::Map(arena_, map.size(), map.origin());
    for (const Member& m : map.members()) {
      const bool is_tried = IsTried(m.key);
      if (!is_tried) {
        copy.Add(arena_, m.key, Copy(m.value));
      } else if (tried_.trial == Trial::kOtherValue) {
        copy.Add(arena_, m.key, Other(m.value));
      }
    }
    return copy;
  }

  Value CopyList(const Value& list) {
    Value copy = Value::List(arena_, list.size(), list.origin());
    for (const Value& item : list) {
      if (IsOther(item)) continue;
      if (!IsTried(item)) {
        copy.Push(arena_, Copy(item));
      } else if (tried_.trial == Trial::kOtherValue) {
        copy.Push(arena_, Other(item));
      }
    }
    return copy;
  }

  Value Other(const Value& value) {
    switch (value.kind()) {
      case Kind::kBool: return Value::Bool(!value.AsBool(), value.origin());
      case Kind::kInt: return Value::Int(arena_, value.AsInt().value_or(0) + 1, value.origin());
      // A text that is a JSON object must stay one.
      case Kind::kString:
        return Value::String(value.text().starts_with('{') ? "{}" : arena_.Join(value.text(), "x"), value.origin());
      default: return value;
    }
  }

  const Origin& agent_;
  const Tried& tried_;
  Arena& arena_;
};

}  // namespace

void AddParts(const Value& value, const Origin& above, PlainList<Removable>& parts) {
  const bool resource = value.Find("apiVersion") != nullptr && value.Find("kind") != nullptr;
  for (const Member& m : value.members()) {
    if (resource && (m.key.text() == "apiVersion" || m.key.text() == "kind")) continue;
    parts.push_back({m.key.origin(), above});
    AddParts(m.value, m.key.origin(), parts);
  }
  for (const Value& item : value) {
    parts.push_back({item.origin(), above});
    AddParts(item, item.origin(), parts);
  }
}

std::vector<Document> CopyFor(const Origin& agent, const std::vector<Document>& documents, const Tried& tried,
                              Arena& arena) {
  std::vector<Document> copies;
  Copier copier(agent, tried, arena);
  for (const Document& document : documents) {
    if (copier.IsOther(document.root) || &document == tried.without) continue;
    copies.push_back(document);
    copies.back().root = copier.Copy(document.root);
  }
  return copies;
}

}  // namespace agentrender
