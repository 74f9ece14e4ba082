// The printer for programs.
#include "core/base/arena.h"
#include "core/model/value.h"
#include "core/report/parts.h"
#include "core/report/report.h"
#include "core/write/emit.h"

namespace agentrender {

namespace {

class JsonReport {
 public:
  explicit JsonReport(const std::vector<Source>& sources) : sources_(sources) {}

  void Add(const Problem& problem) {
    Value map = Value::Map(arena_, 9);
    AddText(map, "severity", NameOf(problem.severity));
    AddText(map, "code", arena_.Copy(CodeText(problem.code)));
    AddText(map, "message", problem.message);
    AddText(map, "hint", problem.hint);
    AddPlace(map, problem.where);
    if (!problem.object.kind.empty()) map.Add(arena_, "object", ValueOf(problem.object, arena_));
    AddText(map, "field", problem.field);
    if (problem.other.HasPlace()) {
      Value other = Value::Map(arena_, 3);
      AddPlace(other, problem.other);
      map.Add(arena_, "other", other);
    }
    list_.Push(arena_, map);
  }

  void Write(Output& out) {
    EmitJson(list_, out);
    out.Append('\n');
  }

 private:
  void AddText(Value& map, const char* key, std::string_view text) {
    if (!text.empty()) map.Add(arena_, key, Value::String(text));
  }

  void AddPlace(Value& map, const Origin& place) {
    if (!place.HasPlace() || place.source >= sources_.size()) return;
    AddText(map, "file", sources_[place.source].name);
    map.Add(arena_, "line", Value::Int(arena_, place.line));
    map.Add(arena_, "column", Value::Int(arena_, place.column));
  }

  const std::vector<Source>& sources_;
  Arena arena_;
  Value list_ = Value::List(arena_);
};

}  // namespace

void ReportJson(const std::vector<Problem>& problems, const std::vector<Source>& sources, const ReportOptions& options,
                Output& out) {
  JsonReport report(sources);
  for (const Problem* problem : Selected(problems, options)) report.Add(*problem);
  report.Write(out);
}

}  // namespace agentrender
