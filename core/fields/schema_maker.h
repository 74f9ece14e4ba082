// Maps, lists and texts of a schema, all in one arena: what describe, crd and strict_schema are written with.
#pragma once

#include <initializer_list>
#include <string_view>

#include "core/base/arena.h"
#include "core/model/builders.h"
#include "core/model/value.h"

namespace agentrender {

class SchemaMaker {
 public:
  // Validators that read numbers as doubles cannot tell 2^63-1 from 2^63, nor print either exactly. So that all give
  // one verdict on both, an int64 in a schema ends where doubles are still apart; and so below zero.
  static constexpr int64_t kMostInt64 = 9223372036854770000;

  explicit SchemaMaker(Arena& arena) : arena_(arena) {}

  Value Text(std::string_view text) const { return Value::String(arena_.Copy(text)); }
  Value Number(int64_t number) const { return Value::Int(arena_, number); }
  MapBuilder Map() const { return {arena_, Value::Map(arena_)}; }
  MapBuilder Map(std::string_view key, const Value& value) const { return Map().Add(key, value); }
  MapBuilder Type(std::string_view type) const { return Map("type", Text(type)); }
  Value List(std::initializer_list<Value> items = {}) const {
    Value list = Value::List(arena_);
    for (const Value& item : items) list.Push(arena_, item);
    return list;
  }
  Value Texts(std::initializer_list<std::string_view> texts) const {
    Value list = Value::List(arena_);
    for (std::string_view text : texts) list.Push(arena_, Text(text));
    return list;
  }

  // To a map or list that exists.
  void Add(Value& map, std::string_view key, const Value& value) const { map.Add(arena_, key, value); }
  void Push(Value& list, const Value& item) const { list.Push(arena_, item); }

 protected:
  Arena& arena_;
};

}  // namespace agentrender
