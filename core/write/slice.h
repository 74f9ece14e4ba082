// Parts of documents, byte for byte.
#pragma once

#include "core/base/output.h"
#include "core/model/document.h"

namespace agentrender {

// Appends the comment lines directly above an item of a list, or at the beginning of a document, moved to the
// left.
void AppendCommentsAbove(const Resource& resource, Output& out);

// Appends the lines of an item of a list, each moved to `indent`, the first after what is already there. An
// alias to something outside the item is expanded. False, with nothing appended, if its lines cannot be
// moved.
bool AppendItemLines(const Resource& item, size_t indent, Output& out);

// Appends the lines of a document that is a resource, each moved to `indent`, the first after what is already there.
// False as above.
bool AppendDocumentLines(const Resource& resource, size_t indent, Output& out);

}  // namespace agentrender
