// Takes an Agent that was rendered, renders it again for each field that could matter, and compares.
#include "core/explain/effects.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/explain/changed_lines.h"
#include "core/explain/explain.h"
#include "core/explain/field_lines.h"
#include "core/explain/without.h"

namespace agentrender {

namespace {

// What an Agent becomes when something is tried.
struct Outcome {
  Rendering rendering;
  PlainList<const RenderedObject*> objects;
};

// Of what is read or made in a step of Budget::Work(); measured.
constexpr size_t kBytesInStep = 8;

class Finder {
 public:
  Finder(const Origin& agent, const Rendering& rendering, const std::vector<Source>& sources, Options options,
         size_t& steps)
      : agent_(agent), sources_(sources), options_(std::move(options)), budget_(rendering.budget), steps_(steps) {
    const std::vector<uint32_t> first_lines = FirstLinesOf(rendering);
    for (size_t i = 0; i < rendering.objects.size(); ++i) {
      if (!rendering.objects[i].agent_origin.SamePlace(agent)) continue;
      objects_.push_back(&rendering.objects[i]);
      first_lines_.push_back(first_lines[i]);
    }
    options_.format = Format::kYaml;
    options_.keep_inputs = false;
    options_.given.keep_inputs = true;
    options_.keep_going = options_.keep_objects = true;
    options_.findings = nullptr;
    options_.budget = budget_;
  }

  Effects Run() {
    const Reading reading = ReadSources(sources_, options_.sizes, budget_);
    Spend(reading.arena->reserved());
    documents_ = CopyFor(agent_, reading.documents, {}, *reading.arena);
    for (const Document& document : documents_) TryDocument(document);
    effects_.whole = !IsOver();
    return std::move(effects_);
  }

 private:
  void Spend(size_t bytes) { steps_ -= std::min(bytes / kBytesInStep, steps_); }
  bool IsOver() const { return steps_ == 0 || budget_->spent(); }

  // The fields of a document matter if it does.
  void TryDocument(const Document& document) {
    if (IsOver() || !Matters(document)) return;
    PlainList<Part> parts;
    AddParts(document.root, {}, parts);
    for (const Part& part : parts) {
      if (IsOver()) return;
      Try(part);
    }
  }

  bool Matters(const Document& document) {
    Arena arena(budget_);
    const Outcome outcome = Render({{}, Trial::kLeftOut, &document}, arena);
    if (outcome.objects.size() != objects_.size()) return true;
    for (size_t i = 0; i < objects_.size(); ++i) {
      if (!Equal(objects_[i]->object, outcome.objects[i]->object)) return true;
    }
    return false;
  }

  void Try(const Part& part) {
    for (const Trial trial : {Trial::kLeftOut, Trial::kOtherValue}) {
      Arena arena(budget_);
      const Outcome outcome = Render({part.place, trial}, arena);
      if (outcome.objects.empty()) continue;
      return Compare(part, outcome.objects);
    }
  }

  Outcome Render(const Tried& tried, Arena& arena) {
    Reading reading;
    reading.budget = budget_;
    reading.arena = std::make_unique<Arena>(budget_);
    reading.documents = CopyFor(agent_, documents_, tried, arena);
    reading.good = true;
    Outcome outcome{agentrender::Render(sources_, std::move(reading), options_), {}};
    Spend(outcome.rendering.output.size() * 2 * kBytesInStep + arena.reserved() + outcome.rendering.arena->reserved());
    for (const RenderedObject& object : outcome.rendering.objects) {
      if (object.agent_origin.SamePlace(agent_)) outcome.objects.push_back(&object);
    }
    return outcome;
  }

  void Compare(const Part& part, const PlainList<const RenderedObject*>& after) {
    for (size_t i = 0; i < objects_.size(); ++i) {
      const Value& object = objects_[i]->object;
      const RenderedObject* twin = TwinOf(i, after);
      if (twin == nullptr) {
        Add(part, i, {0, LinesOf(object) - 1});
        continue;
      }
      for (const Lines& lines : ChangedLines(object, twin->object)) Add(part, i, lines);
    }
  }

  // The object of the same kind and name, or the n-th of its kind if there are as many: it may have another name now.
  const RenderedObject* TwinOf(size_t index, const PlainList<const RenderedObject*>& after) const {
    const auto kind_of = [](const RenderedObject* object) { return object->object.TextOf("kind"); };
    const auto name_of = [](const RenderedObject* object) { return object->object.Get("metadata").TextOf("name"); };
    const std::string_view kind = kind_of(objects_[index]);
    size_t number = 0, before = 0, now = 0;
    for (size_t i = 0; i < objects_.size(); ++i) {
      if (kind_of(objects_[i]) != kind) continue;
      number += i < index ? 1 : 0;
      ++before;
    }
    const RenderedObject* nth = nullptr;
    for (const RenderedObject* object : after) {
      if (kind_of(object) != kind) continue;
      if (name_of(object) == name_of(objects_[index])) return object;
      if (now++ == number) nth = object;
    }
    return now == before ? nth : nullptr;
  }

  void Add(const Part& part, size_t object, const Lines& lines) {
    if (!budget_->Take(sizeof(Effect) * 3 / 2)) return;
    const uint32_t first = first_lines_[object];
    effects_.effects.push_back({part.place, part.above, first + lines.first, first + lines.last});
  }

  const Origin& agent_;
  const std::vector<Source>& sources_;
  Options options_;
  Budget* budget_;
  size_t& steps_;
  PlainList<const RenderedObject*> objects_;
  std::vector<uint32_t> first_lines_;
  std::vector<Document> documents_;
  Effects effects_;
};

}  // namespace

Effects EffectsOn(const Origin& agent, const Rendering& rendering, const std::vector<Source>& sources,
                  const Options& options, size_t& steps) {
  if (steps == 0) return {{}, false};
  return Finder(agent, rendering, sources, options, steps).Run();
}

}  // namespace agentrender
