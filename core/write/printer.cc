// Takes resources and objects, decides which of them are printed, and gives their text within the limits.
#include "core/write/printer.h"

#include <algorithm>

#include "core/formats/json_text.h"
#include "core/model/size_limits.h"

namespace agentrender {

namespace {

bool IsConsumed(const Resource& resource) {
  return resource.role == Role::kTemplate || resource.role == Role::kConfig || resource.role == Role::kRevisions;
}

}  // namespace

void Printer::Begin(const Input& input) {
  Reserve(input);
  writer_.Begin();
}

// Memory that nobody writes to costs nothing; moving what was written does.
void Printer::Reserve(const Input& input) {
  constexpr size_t kUsualAgent = size_t{8} << 10;
  constexpr size_t kLarge = size_t{1} << 20;
  size_t bytes = 0;
  for (const Resource& resource : input.resources) bytes += resource.role == Role::kAgent ? kUsualAgent : 0;
  for (const Source& source : sources_) bytes += source.text.size();
  bytes = std::min(bytes, budget_.left() / 2);
  if (bytes < kLarge) return;
  output_.Reserve(bytes);
  if (options_.expect_writes != nullptr) options_.expect_writes(output_.end(), bytes);
}

// R1: a stream is for kubectl, a ResourceList for a tool that knows what is not a manifest.
bool Printer::IsPrinted(const Resource& resource) const {
  return options_.format == Format::kResourceList || IsManifest(resource);
}

void Printer::PassThrough(const Resource& resource, const Input& input, Problems& problems) {
  const bool wanted = options_.keep_inputs || input.left_alone != 0 || !IsConsumed(resource);
  if (resource.role != Role::kFormer && wanted && IsPrinted(resource)) CopyResource(resource, problems);
}

// False, with an error, if it could not be sent to a cluster: JSON has no text for `.inf` and `.nan`.
bool Printer::CopyResource(const Resource& resource, Problems& problems) {
  const Value* infinite = resource.document->infinite ? FindWithoutJsonForm(resource.object) : nullptr;
  if (infinite == nullptr) {
    writer_.PassThrough(resource);
    return true;
  }
  problems
      .Error(Code::kBadValue, infinite->origin(),
             std::string(infinite->text()) + " is not a number that JSON can represent, so no cluster accepts it")
      .Hint("quote it if it is meant as text");
  return false;
}

Printer::TooLarge Printer::Print(const std::vector<Value>& objects, const Resource& agent, Problems& problems) {
  const ObjectWriter::Position mark = writer_.Mark();
  const size_t kept = objects_.size();
  if (options_.keep_inputs && IsPrinted(agent) && !CopyResource(agent, problems)) return {};
  for (const Value& object : objects) {
    if (PrintObject(object, agent)) continue;
    const size_t discarded = output_.size() - mark.size;
    writer_.Rewind(mark);
    objects_.resize(kept);
    return {&object, discarded};
  }
  return {};
}

bool Printer::PrintObject(const Value& object, const Resource& agent) {
  const size_t before = output_.size();
  output_.LimitTo(limits::kObjectText);
  const size_t begin = writer_.Rendered(object);
  const bool cut = output_.full();
  output_.NoLimit();
  if (cut || (output_.size() - before > limits::kObjectBytes && TextBytes(object) > limits::kObjectBytes)) return false;
  if (options_.keep_objects && budget_.Take(sizeof(RenderedObject)))
    objects_.push_back({object, agent.ref, agent.origin(), begin});
  return true;
}

std::string_view Printer::Controller() const {
  return options_.controller.chosen() ? options_.controller.version() : std::string_view();
}

void Printer::TakeBack(const Input& input, const Problems& problems) {
  output_.Truncate(0);
  objects_.clear();
  if (options_.format != Format::kResourceList) return;
  ObjectWriter writer(options_.format, options_.resource_list_version, sources_, output_);
  writer.Begin();
  for (const Resource& resource : input.resources) writer.PassThrough(resource);
  writer.End(problems.list(), Controller());
}

void Printer::DropAll() {
  output_ = Output();
  objects_.clear();
}

}  // namespace agentrender
