// Takes findings, gives a SARIF 2.1.0 log, as GitHub's code scanning and others read it. Columns count characters, as
// those of all our reports do.
#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "cli/reports.h"
#include "core/base/arena.h"
#include "core/formats/percent.h"
#include "core/report/parts.h"
#include "core/write/emit.h"

namespace agentrender {

namespace {

constexpr char kProject[] = "https://github.com/kubeopencode/agentrender";
constexpr char kSchema[] = "https://json.schemastore.org/sarif-2.1.0.json";

// A path as a URI reference: relative ones stay so.
std::string UriOf(std::string_view path) { return (path.starts_with('/') ? "file://" : "") + PercentEncoded(path); }

const char* LevelOf(Severity severity) {
  switch (severity) {
    case Severity::kError: return "error";
    case Severity::kWarning: return "warning";
    case Severity::kInfo: break;
  }
  return "note";
}

class Log {
 public:
  Log(const std::vector<Source>& sources, Arena& arena) : sources_(sources), arena_(arena) {}

  Value Make(const PlainList<const Problem*>& problems, std::string_view controller) {
    std::vector<Code> codes;
    for (const Problem* problem : problems) codes.push_back(problem->code);
    std::sort(codes.begin(), codes.end());
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    Value results = Value::List(arena_);
    for (const Problem* problem : problems) results.Push(arena_, Result(*problem, codes));
    Value run = Map({{"tool", Map({{"driver", Driver(codes)}})}, {"columnKind", Text("unicodeCodePoints")}});
    run.Add(arena_, "results", results);
    if (!controller.empty()) run.Add(arena_, "properties", Map({{"controller", Text(controller)}}));
    return Map({{"$schema", Text(kSchema)}, {"version", Text("2.1.0")}, {"runs", List(run)}});
  }

 private:
  struct Entry {
    const char* key;
    Value value;
  };

  Value Text(std::string_view text) { return Value::String(arena_.Copy(text)); }
  Value Map(std::initializer_list<Entry> entries) {
    Value map = Value::Map(arena_);
    for (const Entry& entry : entries) map.Add(arena_, entry.key, entry.value);
    return map;
  }
  Value List(const Value& item) {
    Value list = Value::List(arena_, 1);
    list.Push(arena_, item);
    return list;
  }
  Value Message(std::string_view text) { return Map({{"text", Text(text)}}); }

  Value Driver(const std::vector<Code>& codes) {
    Value rules = Value::List(arena_);
    for (const Code code : codes) {
      const std::string id = CodeText(code);
      rules.Push(
          arena_,
          Map({{"id", Text(id)}, {"shortDescription", Message(TitleOf(code))}, {"helpUri", Text(AddressOf(code))}}));
    }
    return Map({{"name", Text("agentrender")},
                {"version", Text(AGENTRENDER_VERSION)},
                {"informationUri", Text(kProject)},
                {"rules", rules}});
  }

  Value Result(const Problem& problem, const std::vector<Code>& codes) {
    const auto rule = std::lower_bound(codes.begin(), codes.end(), problem.code) - codes.begin();
    std::string text = (problem.field.empty() ? "" : problem.field + ": ") + problem.message;
    if (!problem.hint.empty()) text += " (" + problem.hint + ")";
    Value result = Map({{"ruleId", Text(CodeText(problem.code))},
                        {"ruleIndex", Value::Int(arena_, rule)},
                        {"level", Text(LevelOf(problem.severity))},
                        {"message", Message(text)}});
    if (const Value location = Location(problem); !location.empty()) result.Add(arena_, "locations", List(location));
    if (Value other = Place(problem.other); !other.empty()) {
      other.Add(arena_, "message", Message("also here"));
      result.Add(arena_, "relatedLocations", List(other));
    }
    return result;
  }

  // Where a finding is: the place in a file, and the resource; empty if neither is known.
  Value Location(const Problem& problem) {
    Value location = Place(problem.where);
    const ObjectRef& object = problem.object;
    if (object.kind.empty()) return location;
    std::string name = std::string(object.kind) + " ";
    if (!object.ns.empty()) name += std::string(object.ns) + "/";
    Value resource = Map({{"fullyQualifiedName", Text(name.append(object.name))}, {"kind", Text("resource")}});
    if (!object.name.empty()) resource.Add(arena_, "name", Text(object.name));
    location.Add(arena_, "logicalLocations", List(resource));
    return location;
  }

  Value Place(const Origin& place) {
    if (!place.HasPlace() || place.source >= sources_.size()) return Map({});
    const Value region =
        Map({{"startLine", Value::Int(arena_, place.line)}, {"startColumn", Value::Int(arena_, place.column)}});
    const Value artifact = Map({{"uri", Text(UriOf(sources_[place.source].name))}});
    return Map({{"physicalLocation", Map({{"artifactLocation", artifact}, {"region", region}})}});
  }

  const std::vector<Source>& sources_;
  Arena& arena_;
};

}  // namespace

void ReportSarif(const std::vector<Problem>& problems, const std::vector<Source>& sources, const ReportOptions& options,
                 Output& out) {
  Arena arena;
  EmitReport(Log(sources, arena).Make(Selected(problems, options), options.controller), out);
  out.Append('\n');
}

}  // namespace agentrender
