// Takes a rendering, gives the bytes of a response.
#include "wasm/response.h"

#include <string>

#include "core/base/arena.h"
#include "core/explain/effects.h"
#include "core/explain/explain.h"
#include "core/explain/short_text.h"
#include "core/model/causes.h"
#include "core/model/problem_value.h"
#include "core/model/value.h"
#include "core/write/emit.h"
#include "wasm/agentrender.h"
#include "wasm/request.h"

namespace agentrender {

namespace {

// Builds the response in an arena of its own. Texts are shared with the rendering.
class ResponseBuilder {
 public:
  // When the budget is spent already, what is left to say is little.
  ResponseBuilder(const std::vector<Source>& sources, Budget* budget)
      : sources_(sources), budget_(budget == nullptr || budget->spent() ? nullptr : budget), arena_(budget_) {}

  // What the lines of the input do to the Agent that the request names.
  void AddEffects(const Rendering& rendering, const Request& request) {
    if (request.effects_on.empty() || request.options.format != Format::kYaml) return;
    for (const RenderedObject& object : rendering.objects) {
      if (NameOf(object.agent) != request.effects_on) continue;
      const Effects found = FindEffects(rendering, sources_, request.options)->On(object.agent_origin);
      effects_ = Value::List(arena_, static_cast<uint32_t>(5 * found.effects.size()));
      for (const Effect& effect : found.effects) {
        const Origin& o = effect.place;
        for (const uint32_t number : {o.line, o.column, uint32_t{o.source}, effect.first_line, effect.last_line})
          effects_.Push(arena_, Value::Int(arena_, number));
      }
      return;
    }
  }

  Output Write(bool accepted, const Rendering& rendering) {
    Value response = Value::Map(arena_, 10);
    AddNumber(response, "abi", AGENTRENDER_ABI);
    response.Add(arena_, "accepted", Value::Bool(accepted));
    AddText(response, "controller", rendering.controller.version());
    AddNumber(response, "agents", rendering.agents);
    AddNumber(response, "rendered", rendering.rendered);
    response.Add(arena_, "problems", ListOf(rendering.problems.list()));
    response.Add(arena_, "output", Value::String(rendering.output.view()));
    if (!rendering.objects.empty()) AddExplanation(response, rendering);
    Output out(budget_);
    if (!arena_.full()) EmitJson(response, out);
    whole_ = !out.full() && !arena_.full();
    out.LeaveBudget();
    return out;
  }

  bool whole() const { return whole_; }

 private:
  Value ListOf(const std::vector<Problem>& problems) {
    Value list = Value::List(arena_, static_cast<uint32_t>(problems.size()));
    for (const Problem& problem : problems) list.Push(arena_, ProblemValue(problem, sources_, arena_));
    return list;
  }

  void AddExplanation(Value& response, const Rendering& rendering) {
    const std::vector<LineOrigin> lines = LineOriginsOf(rendering);
    std::vector<uint32_t> first_lines(rendering.objects.size());
    Value numbers = Value::List(arena_, static_cast<uint32_t>(5 * lines.size()));
    for (const LineOrigin& line : lines) {
      if (first_lines[line.object] == 0) first_lines[line.object] = line.line;
      const Origin& o = line.origin;
      for (const uint32_t number : {line.line, o.line, o.column, uint32_t{o.source}, uint32_t{o.cause}}) {
        numbers.Push(arena_, Value::Int(arena_, number));
      }
    }
    Value objects = Value::List(arena_, static_cast<uint32_t>(rendering.objects.size()));
    for (size_t i = 0; i < rendering.objects.size(); ++i) {
      objects.Push(arena_, RenderedOf(rendering.objects[i], first_lines[i]));
    }
    response.Add(arena_, "objects", objects);
    response.Add(arena_, "lines", numbers);
    if (effects_.Present()) response.Add(arena_, "effects", effects_);
    response.Add(arena_, "rules", Causes());
  }

  Value RenderedOf(const RenderedObject& object, uint32_t line) {
    const Value metadata = object.object.Get("metadata");
    Value map = Value::Map(arena_, 5);
    AddText(map, "kind", object.object.TextOf("kind"));
    AddText(map, "namespace", metadata.TextOf("namespace"));
    AddText(map, "name", metadata.TextOf("name"));
    AddText(map, "agent", object.agent.name);
    AddNumber(map, "line", line);
    return map;
  }

  Value Causes() {
    Value list = Value::List(arena_, static_cast<uint32_t>(std::size(causes::kInfos)));
    for (const causes::Info& info : causes::kInfos) {
      Value pair = Value::List(arena_, 2);
      pair.Push(arena_, Value::String(info.name));
      pair.Push(arena_, Value::String(info.what));
      list.Push(arena_, pair);
    }
    return list;
  }

  void AddText(Value& map, const char* key, std::string_view text) {
    if (!text.empty()) map.Add(arena_, key, Value::String(text));
  }
  void AddNumber(Value& map, const char* key, size_t number) {
    map.Add(arena_, key, Value::Int(arena_, static_cast<int64_t>(number)));
  }

  const std::vector<Source>& sources_;
  Budget* budget_;
  Arena arena_;
  Value effects_;
  bool whole_ = true;
};

}  // namespace

Output WriteResponse(const Rendering& rendering, const Request& request) {
  ResponseBuilder builder(request.sources, rendering.budget);
  builder.AddEffects(rendering, request);
  Output response = builder.Write(true, rendering);
  if (builder.whole()) return response;
  Problems problems;
  problems.Error(Code::kTooMuch, {}, "the response takes more memory than a request may")
      .Hint("render parts of the input one by one");
  return WriteRefusal(problems);
}

Output WriteRefusal(const Problems& problems) {
  const std::vector<Source> sources = {{kRequestName, {}}};
  Rendering nothing;
  nothing.problems = problems;
  return ResponseBuilder(sources, nullptr).Write(false, nothing);
}

Output WriteStopped(int64_t milliseconds) {
  const std::vector<Source> sources;
  Rendering nothing;
  nothing.problems
      .Error(Code::kTooMuch, {}, "the rendering takes longer than " + std::to_string(milliseconds) + " milliseconds")
      .Hint("render parts of the input one by one");
  return ResponseBuilder(sources, nullptr).Write(true, nothing);
}

}  // namespace agentrender
