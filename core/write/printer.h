// What an input becomes, as the caller asks for it.
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

// Prints resources and the objects of Agents in their order; an Agent's objects are printed all or not at all.
class Printer {
 public:
  // What is printed goes to `output`, and, with Options::keep_objects, each object of an Agent to `objects`.
  Printer(const Options& options, const std::vector<Source>& sources, Budget& budget, Output& output,
          std::vector<RenderedObject>& objects)
      : options_(options),
        sources_(sources),
        budget_(budget),
        output_(output),
        objects_(objects),
        writer_(options.format, options.resource_list_version, sources, output) {}

  void Begin(const Input& input);
  // A resource that is no Agent, unless the caller does not want it. An error when JSON has no text for it.
  void PassThrough(const Resource& resource, const Input& input, Problems& problems);
  // The objects of an Agent, after the Agent where inputs are kept, which may be an error as above. False when none of
  // them is printed: `*too_large` is larger than Kubernetes takes.
  bool Print(const std::vector<Value>& objects, const Resource& agent, const Value*& too_large, Problems& problems);
  void End(const Problems& problems) { writer_.End(problems.list(), Controller()); }

  // With errors nothing is printed; but a ResourceList goes back as it came, with the results.
  void TakeBack(const Input& input, const Problems& problems);
  // Nothing at all is printed.
  void DropAll();

  // The bytes that were printed in vain.
  size_t wasted() const { return wasted_; }

 private:
  bool IsPrinted(const Resource& resource) const;
  bool CopyResource(const Resource& resource, Problems& problems);
  // The version that somebody has chosen, which findings then name.
  std::string_view Controller() const;
  bool PrintObject(const Value& object, const Resource& agent);
  void Reserve(const Input& input);

  const Options& options_;
  const std::vector<Source>& sources_;
  Budget& budget_;
  Output& output_;
  std::vector<RenderedObject>& objects_;
  ObjectWriter writer_;
  size_t wasted_ = 0;
};

}  // namespace agentrender
