// Takes a rendered Agent, gives the lines of its objects that each field of the input affects. It renders the Agent
// again for each field, without it or with another value, and compares: nothing that a stage does can be missed.
#include "core/explain/effects.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/explain/changed_lines.h"
#include "core/explain/explain.h"
#include "core/explain/without.h"

namespace agentrender {

namespace {

// What the Agent becomes when a field is left out or changed.
struct Outcome {
  Rendering rendering;
  PlainList<const Value*> objects;
};

// The bytes that are read or made in one step of Budget::Work(), as measured.
constexpr size_t kBytesInStep = 8;

// An object of the Agent, and the lines of its nodes.
struct Made {
  const Value* object;
  uint32_t first_line;         // in the output, from 1
  PlainList<uint32_t> begins;  // LineBegins()
};

// What all Agents share.
struct Whole {
  const Rendering& rendering;
  const std::vector<Source>& sources;
  Options options;
  Reading reading;
  std::vector<uint32_t> first_lines;
  size_t steps;

  Budget& budget() const { return *rendering.budget; }
  bool IsOver() const { return steps == 0 || budget().spent(); }
  void Spend(size_t bytes) { steps -= std::min(bytes / kBytesInStep, steps); }
};

// Tries every field that one Agent may depend on.
class Trials {
 public:
  Trials(const Origin& agent, Whole& whole) : agent_(agent), whole_(whole) {
    const std::vector<RenderedObject>& objects = whole.rendering.objects;
    for (size_t i = 0; i < objects.size(); ++i) {
      if (!objects[i].agent_origin.SamePlace(agent)) continue;
      made_.push_back({&objects[i].object, whole.first_lines[i], LineBegins(objects[i].object)});
    }
  }

  Effects Run() {
    Arena arena(&whole_.budget());
    documents_ = CopyFor(agent_, whole_.reading.documents, {}, arena);
    for (const Document& document : documents_) TryDocument(document);
    effects_.whole = !whole_.IsOver();
    return std::move(effects_);
  }

 private:
  // If leaving out a whole document changes nothing, its fields need not be tried.
  void TryDocument(const Document& document) {
    if (whole_.IsOver() || !Matters(document)) return;
    PlainList<Removable> parts;
    AddParts(document.root, {}, parts);
    for (const Removable& part : parts) {
      if (whole_.IsOver()) return;
      Try(part);
    }
  }

  bool Matters(const Document& document) {
    Arena arena(&whole_.budget());
    const Outcome outcome = Render({{}, Trial::kLeftOut, &document}, arena);
    if (outcome.objects.size() != made_.size()) return true;
    for (size_t i = 0; i < made_.size(); ++i) {
      if (!Equal(*made_[i].object, *outcome.objects[i])) return true;
    }
    return false;
  }

  void Try(const Removable& part) {
    for (const Trial trial : {Trial::kLeftOut, Trial::kOtherValue}) {
      Arena arena(&whole_.budget());
      const Outcome outcome = Render({part.place, trial}, arena);
      if (outcome.objects.empty()) continue;
      return Compare(part, outcome.objects);
    }
  }

  Outcome Render(const Tried& tried, Arena& arena) {
    Reading reading;
    reading.budget = &whole_.budget();
    reading.arena = std::make_unique<Arena>(reading.budget);
    reading.documents = CopyFor(agent_, documents_, tried, arena);
    reading.good = true;
    Outcome outcome{agentrender::Render(whole_.sources, std::move(reading), whole_.options), {}};
    whole_.Spend(outcome.rendering.output.size() * 2 * kBytesInStep + arena.reserved() +
                 outcome.rendering.arena->reserved());
    for (const RenderedObject& object : outcome.rendering.objects) {
      if (object.agent_origin.SamePlace(agent_)) outcome.objects.push_back(&object.object);
    }
    return outcome;
  }

  void Compare(const Removable& part, const PlainList<const Value*>& after) {
    for (const Made& made : made_) {
      const Value* twin = TwinOf(made, after);
      if (twin == nullptr) {
        Add(part, made, {0, made.begins.back() - 1});
        continue;
      }
      for (const Lines& lines : ChangedLines(*made.object, made.begins, *twin)) Add(part, made, lines);
    }
  }

  // The object of the same kind and name, or the n-th of its kind if there are as many: it may have another name now.
  const Value* TwinOf(const Made& made, const PlainList<const Value*>& after) const {
    const auto name_of = [](const Value& object) { return object.Get("metadata").TextOf("name"); };
    const std::string_view kind = made.object->TextOf("kind");
    size_t number = 0, before = 0, now = 0;
    for (const Made& other : made_) {
      if (&other == &made) number = before;
      if (other.object->TextOf("kind") == kind) ++before;
    }
    const Value* nth = nullptr;
    for (const Value* object : after) {
      if (object->TextOf("kind") != kind) continue;
      if (name_of(*object) == name_of(*made.object)) return object;
      if (now++ == number) nth = object;
    }
    return now == before ? nth : nullptr;
  }

  void Add(const Removable& part, const Made& made, const Lines& lines) {
    if (!whole_.budget().Take(sizeof(Effect) * 3 / 2)) return;
    effects_.effects.push_back({part.place, part.above, made.first_line + lines.first, made.first_line + lines.last});
  }

  const Origin& agent_;
  Whole& whole_;
  std::vector<Made> made_;
  std::vector<Document> documents_;
  Effects effects_;
};

class Finder : public EffectFinder {
 public:
  Finder(const Rendering& rendering, const std::vector<Source>& sources, const Options& options)
      : whole_{rendering,
               sources,
               options,
               ReadSources(sources, options.sizes, rendering.budget),
               FirstLinesOf(rendering),
               rendering.budget->bytes()} {
    whole_.Spend(whole_.reading.arena->reserved());
    Options& all = whole_.options;
    all.format = Format::kYaml;
    all.keep_inputs = false;
    all.given.keep_inputs = true;
    all.keep_going = all.keep_objects = true;
    all.findings = nullptr;
    all.budget = rendering.budget;
  }

  const Effects& On(const Origin& agent) override {
    if (agent_.HasPlace() && agent_.SamePlace(agent)) return effects_;
    agent_ = agent;
    effects_ = whole_.IsOver() ? Effects{{}, false} : Trials(agent_, whole_).Run();
    return effects_;
  }

 private:
  Whole whole_;
  Origin agent_;
  Effects effects_;
};

}  // namespace

std::unique_ptr<EffectFinder> FindEffects(const Rendering& rendering, const std::vector<Source>& sources,
                                          const Options& options) {
  return std::make_unique<Finder>(rendering, sources, options);
}

}  // namespace agentrender
