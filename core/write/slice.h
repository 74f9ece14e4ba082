// Parts of documents with their bytes as they stand.
#pragma once

#include "core/base/output.h"
#include "core/model/document.h"

namespace agentrender {

// Appends the comment lines directly above an item of a list, or those that a
// document begins with, moved to the left.
void AppendCommentsAbove(const Resource& resource, Output& out);

// Appends the lines of an item of a list, each moved to `indent`, the first behind
// what is there already. In the place of an alias to what is not in the item stands
// what it names. False, with nothing appended, when its lines cannot stand elsewhere.
bool AppendItemLines(const Resource& item, size_t indent, Output& out);

// Appends the lines of a document that is a resource of its own, each moved to
// `indent`, the first behind what is there already. False as above.
bool AppendDocumentLines(const Resource& resource, size_t indent, Output& out);

}  // namespace agentrender
