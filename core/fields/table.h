// Every field that an Agent, its template, the cluster's configuration and our own kinds can have: one row of a table
// for each. Checks, decoders, schema, docs and explanations are made from it.
//
//   FIELD(type, name, shape, kind, flags, default, rule, since, text)
//     type     the object that has the field
//     shape    One value, a List, or a Map from strings
//     kind     a scalar, an enum or an object: a TypeId
//     flags    kRequired, kMany and, for core/v1, how Go's encoding/json treats it
//     default  what stands for an absent field; Conform() writes it for core/v1, resolve/ applies it for our kinds
//     rule     what else the field must meet (rule.h)
//     since    the version of the controller that knows it first, SINCE(kConfigRef); "" when all that are supported do
//     text     what it is for, as editors, docs and `explain` show it
//   RULE(type, path, rule)   another rule of a field, or of a field of a field: "matchExpressions.key"
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/model/controller.h"

namespace agentrender {

enum class TypeId : uint8_t {
  kString,
  kBool,
  kInt32,
  kInt64,
  kIntOrString,
  kQuantity,
  kPruned,      // an object that the Agent's CRD keeps empty
  kAny,         // not looked at
  kJson,        // anything that JSON can say
  kJsonObject,  // an object, and so on
  kSize,        // a quantity above zero, as a string
  kDuration,    // as Go writes them
#define ENUM(type) k##type,
#include "core/fields/tables.def"
#define OBJECT(type) k##type,
#include "core/fields/tables.def"
};

// The first object of kubeopencode.def: those from it on are ours, not core/v1's.
inline constexpr TypeId kFirstOwn = TypeId::kAgent;
constexpr bool IsOwn(TypeId type) { return type >= kFirstOwn; }

enum class Shape : uint8_t { kOne, kList, kMap };

struct Field {
  static constexpr uint8_t kRequired = 1;
  // Written when given, also when empty, 0 or false; else such a value is left out.
  static constexpr uint8_t kKeepZero = 2;
  // Written when absent: {}, or the quantity "0".
  static constexpr uint8_t kAlways = 4;
  // Written when absent, as null.
  static constexpr uint8_t kNull = 8;
  // A list that no Pod is made of: limits::kEntries does not hold for it.
  static constexpr uint8_t kMany = 16;

  const char* text;
  TypeId type;
  // Side by side in three bytes: there are hundreds of rows.
  uint8_t length : 7;
  bool many : 1;
  Shape shape : 2;
  uint8_t flags : 4;
  uint8_t fallback_at : 6;  // the place of the default among all; 0 for none
  uint8_t since : 4;        // the release of the controller that knows it first, by its place in controllers.def

  constexpr std::string_view name() const { return {text, length}; }
  // The default as the table writes it; null pointer for none.
  const char* fallback() const;
  bool Has(uint8_t flag) const { return flag == kMany ? many : (flags & flag) != 0; }
  // "v0.1.8"; that of the first release when all know it.
  std::string_view Since() const { return controllers::kReleases[since]; }
  bool IsKnownTo(const Controller& controller) const { return controller.IsFrom(since); }
};

// The rows of an object, sorted by name; none for other types. Those of its base are not among them.
std::span<const Field> FieldsOf(TypeId type);
// The type whose fields an object has beside its own; the type itself when there is none.
TypeId BaseOf(TypeId type);
// The field of an object, its base's included; null pointer when there is no such field.
const Field* FindField(TypeId type, std::string_view name);
// Calls fn(const Field&) for all fields of an object, its base's first.
template <class Fn>
void ForEachField(TypeId type, Fn fn) {
  if (BaseOf(type) != type) ForEachField(BaseOf(type), fn);
  for (const Field& field : FieldsOf(type)) fn(field);
}
// The place of a row among all rows, and the object that it belongs to.
size_t PlaceOf(const Field& field);
TypeId OwnerOf(const Field& field);
// The values that an enum takes; none for other types.
std::span<const char* const> ValuesOf(TypeId type);

}  // namespace agentrender
