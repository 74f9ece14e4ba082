// Takes a finding and the sources that it is about, gives it as data: what is unknown is left out, so that a reader can
// tell "no line" from "line 0".
#include "core/model/problem_value.h"

namespace agentrender {

namespace {

void AddText(Value& map, const char* key, std::string_view text, Arena& arena) {
  if (!text.empty()) map.Add(arena, key, Value::String(text));
}

void AddPlace(Value& map, const Origin& place, const std::vector<Source>& sources, Arena& arena) {
  if (!place.HasPlace() || place.source >= sources.size()) return;
  AddText(map, "file", sources[place.source].name.substr(0, limits::kSourceNameBytes), arena);
  map.Add(arena, "line", Value::Int(arena, place.line));
  map.Add(arena, "column", Value::Int(arena, place.column));
}

// Findings about a request have no object that their path is relative to.
std::string_view FieldOf(const Problem& problem) {
  if (!problem.field.empty() || problem.child.empty()) return problem.field;
  return std::string_view(problem.child).substr(problem.child.front() == '.' ? 1 : 0);
}

void AddCopy(Value& map, const char* key, std::string_view text, Arena& arena) {
  map.Add(arena, key, Value::String(arena.Copy(text)));
}

bool IsNamed(const ObjectRef& ref) { return !ref.kind.empty() && !ref.name.empty(); }

// Users have never seen the lines of a ResourceList: one is given only if nothing else says where to look.
std::string ResultMessage(const Problem& problem, const std::vector<Source>& sources) {
  std::string message = problem.message;
  std::string rest = problem.hint;
  if (const std::string other = OtherObject(problem); !other.empty())
    rest.append(rest.empty() ? "also: " : "; also: ").append(other);
  if (!rest.empty()) message += " (" + rest + ")";
  if (IsNamed(problem.object) || !problem.where.HasPlace()) return message;
  return std::string(sources[problem.where.source].name.substr(0, limits::kSourceNameBytes)) + ":" +
         std::to_string(problem.where.line) + ":" + std::to_string(problem.where.column) + ": " + message;
}

void AddResultObject(Value& result, const Problem& problem, Arena& arena) {
  const ObjectRef& ref = problem.object;
  Value object = Value::Map(arena, 4);
  AddCopy(object, "apiVersion", ref.api_version, arena);
  AddCopy(object, "kind", ref.kind, arena);
  AddCopy(object, "name", ref.name, arena);
  if (!ref.ns.empty()) AddCopy(object, "namespace", ref.ns, arena);
  result.Add(arena, "resourceRef", object);
  if (problem.field.empty()) return;
  Value field = Value::Map(arena, 1);
  AddCopy(field, "path", problem.field, arena);
  result.Add(arena, "field", field);
}

void AddResultFile(Value& result, const ObjectRef& ref, Arena& arena) {
  Value file = Value::Map(arena, 2);
  AddCopy(file, "path", ref.file, arena);
  const Value index = Value::Scalar(Kind::kInt, ref.index, {});
  if (!ref.index.empty() && index.AsInt()) file.Add(arena, "index", index);
  result.Add(arena, "file", file);
}

}  // namespace

Value ProblemValue(const Problem& problem, const std::vector<Source>& sources, Arena& arena) {
  Value map = Value::Map(arena, 10);
  AddText(map, "severity", NameOf(problem.severity), arena);
  AddText(map, "code", arena.Copy(CodeText(problem.code)), arena);
  AddText(map, "message", problem.message, arena);
  AddText(map, "hint", problem.hint, arena);
  AddPlace(map, problem.where, sources, arena);
  if (!problem.object.kind.empty()) map.Add(arena, "object", ValueOf(problem.object, arena));
  AddText(map, "field", FieldOf(problem), arena);
  if (!problem.other.HasPlace()) return map;
  Value other = Value::Map(arena, 3);
  AddPlace(other, problem.other, sources, arena);
  map.Add(arena, "other", other);
  return map;
}

Value ResultValue(const Problem& problem, const std::vector<Source>& sources, std::string_view controller,
                  Arena& arena) {
  Value result = Value::Map(arena, 7);
  AddCopy(result, "message", ResultMessage(problem, sources), arena);
  AddCopy(result, "severity", NameOf(problem.severity), arena);
  if (IsNamed(problem.object)) AddResultObject(result, problem, arena);
  if (!problem.object.file.empty()) AddResultFile(result, problem.object, arena);
  Value tags = Value::Map(arena, 2);
  AddCopy(tags, "code", CodeText(problem.code), arena);
  if (!controller.empty()) AddCopy(tags, "controller", controller, arena);
  result.Add(arena, "tags", tags);
  return result;
}

}  // namespace agentrender
