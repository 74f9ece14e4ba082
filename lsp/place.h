// What a position in a document is about: a resource, and the path of a field in it.
//
// If the text can be parsed, the tree tells (PlaceInTree). While somebody is typing it often cannot, and a sketch of it
// tells (PlaceInText, sketch.h).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/fields/table.h"
#include "lsp/session.h"

namespace agentrender::lsp {

// A key, or the number of an item.
struct Step {
  std::string key;
  uint32_t item = 0;
  bool is_key = true;
};

struct Place {
  std::string api_version;
  std::string kind;
  std::string ns;  // with the input's default
  std::string name;
  std::vector<Step> path;                     // from the resource to the key or value at the position
  bool on_key = false;                        // the position is in the last step's key, or where a key may be written
  bool is_json = false;                       // keys and texts must be quoted
  bool in_block = false;                      // in a text of several lines
  bool is_alias = false;                      // the token is what an alias in `span` stands for
  std::string token;                          // the key or scalar there
  Span span;                                  // of it
  std::string before;                         // what must be written in front of another word there (sketch.h)
  std::string behind;                         // the key whose value is in front, of which the word may be a part
  std::map<std::string, std::string> beside;  // scalars of the map that the last step is a key of; "" for other values
  std::map<std::string, std::string> above;   // the same of the map that a list is in of which it is an item
  const Value* resource = nullptr;            // in the file's tree(); null when it is not known
  const Value* value = nullptr;               // the value of the last step there
};

// A key, the number of an item, and the key of the list.
inline constexpr size_t kStepsToAbove = 3;

// Nothing where there is no key and no scalar.
std::optional<Place> PlaceInTree(const Session& session, const Spot& spot);
Place PlaceInText(const Session& session, const Spot& spot);
// The answer of the first of the two that knows something.
std::optional<Place> PlaceAt(const Session& session, const Spot& spot);

// "spec.contexts[0].name"
std::string PathText(const std::vector<Step>& path);

// The resource of a file with the kind, the namespace and the name of a place; null without one.
const Value* FindResource(const Session& session, const Tree& tree, const Place& place);
const Value* ValueAt(const Value& root, const std::vector<Step>& path);

// What the tables know about a place.
struct TypedField {
  TypeId owner{};
  const Field* field = nullptr;  // of the last step; null when it is no field of the tables
  TypeId type{};                 // of what is written there, when `whole` is false: of one entry
  bool in_entries = false;       // the next step is an item of a list or an entry of a map
};
// The kind of the place as a type; nothing for kinds that are not ours.
std::optional<TypeId> KindOf(const Place& place);
// Follows a path; nothing where the tables know no such field.
std::optional<TypedField> TypeOf(TypeId kind, const std::vector<Step>& path);

}  // namespace agentrender::lsp
