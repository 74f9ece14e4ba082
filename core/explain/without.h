// The documents of an input as one Agent sees them, with one field left out or given another value.
#pragma once

#include <vector>

#include "core/base/arena.h"
#include "core/base/list.h"
#include "core/model/document.h"

namespace agentrender {

// What can be left out of a document: a member of a map or an item of a list.
struct Removable {
  Origin place;  // of the key, or of the item
  Origin above;  // of the part that it is in; none at the root
};

// The parts of a value, each before those in it. Without apiVersion and kind, which make it a resource at all.
void AddParts(const Value& value, const Origin& above, PlainList<Removable>& parts);

// How a field is tried.
enum class Trial : unsigned char {
  kLeftOut,
  kOtherValue,  // of a scalar: a longer text, the next number, the other truth value
};

// What is tried in copies of documents.
struct Tried {
  Origin place;  // of a part; none: the documents are copied as they are
  Trial trial = Trial::kLeftOut;
  const Document* without = nullptr;  // a document that is left out
};

// Copies of the documents, in `arena`, without the Agents that are not at `agent`. A part that is there several times
// because of an anchor is tried in all these places: they are one line.
std::vector<Document> CopyFor(const Origin& agent, const std::vector<Document>& documents, const Tried& tried,
                              Arena& arena);

}  // namespace agentrender
