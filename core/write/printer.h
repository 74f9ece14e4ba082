// Prints the rendered input in the form that the caller requests.
#pragma once

#include <string_view>
#include <vector>

#include "core/base/budget.h"
#include "core/base/output.h"
#include "core/model/input.h"
#include "core/model/rendered_object.h"
#include "core/options.h"
#include "core/write/write.h"

namespace agentrender {

// Prints resources and the objects of Agents in order; either all objects of an Agent are printed or none.
class Printer {
 public:
  // Prints to `output` and, with Options::keep_objects, adds each object of an Agent to `objects`.
  Printer(const Options& options, const std::vector<Source>& sources, Budget& budget, Output& output,
          std::vector<RenderedObject>& objects)
      : options_(options),
        sources_(sources),
        budget_(budget),
        output_(output),
        objects_(objects),
        writer_(options.format, options.resource_list_version, sources, output) {}

  void Begin(const Input& input);
  // A resource that is not an Agent, unless the caller does not want it. An error if JSON cannot represent it.
  void PassThrough(const Resource& resource, const Input& input, Problems& problems);
  // An object that is too large for Kubernetes, so that none of its Agent's objects is printed; null if there is none.
  struct TooLarge {
    const Value* object = nullptr;
    size_t discarded = 0;  // bytes of output
  };
  // The objects of an Agent, after the Agent itself if inputs are kept, which may be an error as above.
  TooLarge Print(const std::vector<Value>& objects, const Resource& agent, Problems& problems);
  void End(const Problems& problems) { writer_.End(problems.list(), Controller()); }

  // With errors nothing is printed, except that a ResourceList is returned as it came, with the results.
  void TakeBack(const Input& input, const Problems& problems);
  // Nothing at all is printed.
  void DropAll();

 private:
  bool IsPrinted(const Resource& resource) const;
  bool CopyResource(const Resource& resource, Problems& problems);
  // The version that the caller chose, which findings then name.
  std::string_view Controller() const;
  bool PrintObject(const Value& object, const Resource& agent);
  void Reserve(const Input& input);

  const Options& options_;
  const std::vector<Source>& sources_;
  Budget& budget_;
  Output& output_;
  std::vector<RenderedObject>& objects_;
  ObjectWriter writer_;
};

}  // namespace agentrender
