// The output stream in each of its formats.
#pragma once

#include <string_view>
#include <vector>

#include "core/base/output.h"
#include "core/model/document.h"
#include "core/model/problem.h"
#include "core/options.h"
#include "core/write/emit.h"

namespace agentrender {

// Writes objects one after another. Whatever passes through keeps its bytes if the format allows it (R70): never
// in JSON, always in YAML, except for references to an anchor elsewhere and what Go's readers refuse (%YAML,
// "\/").
class ObjectWriter {
 public:
  ObjectWriter(Format format, std::string_view api_version, const std::vector<Source>& sources, Output& out)
      : format_(format), api_version_(api_version), sources_(sources), out_(out) {}

  void Begin();
  // Where the text of the object begins in the output.
  size_t Rendered(const Value& object);
  void PassThrough(const Resource& resource);
  // Removes what was written since.
  struct Position {
    size_t count;
    size_t size;
  };
  Position Mark() const { return {count_, out_.size()}; }
  void Rewind(Position mark) {
    count_ = mark.count;
    out_.Truncate(mark.size);
  }
  // Closes the stream; a ResourceList gets `results` (KRM functions spec, v1), with the controller's version if given.
  void End(const std::vector<Problem>& results, std::string_view controller);

 private:
  void BeginObject();
  void Emit(const Value& object, Spelling spelling);

  Format format_;
  std::string_view api_version_;  // of the ResourceList
  const std::vector<Source>& sources_;
  Output& out_;
  size_t count_ = 0;
};

}  // namespace agentrender
