// Which manager owns which fields of a live object, as server-side apply records it in metadata.managedFields.
#pragma once

#include <string_view>

#include "core/model/value.h"

namespace agentrender {

// The managers of a move: the second takes over what the first owns.
struct Managers {
  std::string_view from = "koc-controller";
  std::string_view to = "kubectl";
};

enum class Ownership : unsigned char {
  kFrom,     // the controller's: there is something to hand over
  kTo,       // handed over already
  kOthers,   // neither has a part in it
  kUnknown,  // managedFields is not there
};
Ownership OwnershipOf(const Value& object, const Managers& managers);

// The fields (fieldsV1) that the controller owns; absent when there are none.
Value FieldsOf(const Value& object, std::string_view manager);

// The JSON patch that hands them over. Each operation that changes an entry comes after a test of its manager, and of
// its fields where these are rewritten, so that a patch of an object that has changed since does nothing. If `kept` is
// not empty, nobody owns the Pod template's annotation of that name afterwards, so nothing removes it.
Value HandOver(const Value& object, const Managers& managers, std::string_view kept, Arena& arena);

}  // namespace agentrender
