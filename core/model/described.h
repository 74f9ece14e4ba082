// What decoders ask of the input, written down instead of read: a JSON Schema in the making.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/model/value.h"

namespace agentrender {

// One node of a described input. A cursor that has one reads nothing: it notes what
// it is asked for, so that the schema cannot say something else than the decoders.
struct Described {
  std::vector<Kind> kinds;  // none: anything is taken
  std::vector<std::string_view> choices;
  std::optional<int64_t> least;
  std::optional<int64_t> most;
  bool not_empty = false;
  const char* (*rule)(std::string_view) = nullptr;  // see formats/names.h
  int core_type = -1;                               // a TypeId of schema/schema.h

  std::vector<std::pair<std::string_view, std::unique_ptr<Described>>> fields;
  std::vector<std::string_view> required;
  std::unique_ptr<Described> items;    // of a list
  std::unique_ptr<Described> entries;  // of a map with any keys
  bool open = false;                   // other fields are not looked at

  Described* Field(std::string_view name);
  Described* Items();
  Described* Entries();
  void Takes(Kind kind);
};

}  // namespace agentrender
