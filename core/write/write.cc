#include "core/write/write.h"

#include "core/write/emit.h"
#include "core/write/slice.h"

namespace agentrender {

namespace {

constexpr size_t kItemIndent = 2;

// One KRM result as a Value in `arena` (functions spec v1, 4.3).
class ResultBuilder {
 public:
  explicit ResultBuilder(Arena& arena, const std::vector<Source>& sources) : arena_(arena), sources_(sources) {}

  Value Build(const Problem& problem) {
    Value result = Value::Map(arena_, 7);
    Add(result, "message", Message(problem));
    Add(result, "severity", NameOf(problem.severity));
    if (IsNamed(problem.object)) AddObject(result, problem);
    if (!problem.object.file.empty()) AddFile(result, problem.object);
    Value tags = Value::Map(arena_, 1);
    Add(tags, "code", CodeText(problem.code));
    result.Add(arena_, "tags", tags);
    return result;
  }

 private:
  void Add(Value& map, const char* key, std::string_view text) {
    map.Add(arena_, key, Value::String(arena_.Copy(text)));
  }

  static bool IsNamed(const ObjectRef& ref) { return !ref.kind.empty() && !ref.name.empty(); }

  // The line of a ResourceList is none that a user has seen: it is told only when nothing else says where to look.
  std::string Message(const Problem& problem) const {
    std::string message = problem.message;
    if (!problem.hint.empty()) message += " (" + problem.hint + ")";
    if (IsNamed(problem.object) || !problem.where.HasPlace()) return message;
    return std::string(sources_[problem.where.source].name) + ":" + std::to_string(problem.where.line) + ":" +
           std::to_string(problem.where.column) + ": " + message;
  }

  void AddObject(Value& result, const Problem& problem) {
    const ObjectRef& ref = problem.object;
    Value object = Value::Map(arena_, 4);
    Add(object, "apiVersion", ref.api_version);
    Add(object, "kind", ref.kind);
    Add(object, "name", ref.name);
    if (!ref.ns.empty()) Add(object, "namespace", ref.ns);
    result.Add(arena_, "resourceRef", object);
    if (problem.field.empty()) return;
    Value field = Value::Map(arena_, 1);
    Add(field, "path", problem.field);
    result.Add(arena_, "field", field);
  }

  void AddFile(Value& result, const ObjectRef& ref) {
    Value file = Value::Map(arena_, 2);
    Add(file, "path", ref.file);
    const Value index = Value::Scalar(Kind::kInt, ref.index, {});
    if (!ref.index.empty() && index.AsInt()) file.Add(arena_, "index", index);
    result.Add(arena_, "file", file);
  }

  Arena& arena_;
  const std::vector<Source>& sources_;
};

}  // namespace

void ObjectWriter::Begin() {
  if (format_ == Format::kJson) out_.Append('[');
  if (format_ != Format::kResourceList) return;
  out_.Append("apiVersion: ");
  out_.Append(api_version_);
  out_.Append("\nkind: ResourceList\nitems:");
}

// What stands before an object and after the one before it.
void ObjectWriter::BeginObject() {
  const bool first = count_++ == 0;
  switch (format_) {
    case Format::kYaml: return first ? void() : out_.Append("---\n");
    case Format::kJson: return first ? void() : out_.Append(',');
    case Format::kNdjson: return;
    case Format::kResourceList: return first ? out_.Append('\n') : void();
  }
}

size_t ObjectWriter::Rendered(const Value& object) {
  BeginObject();
  const size_t begin = out_.size();
  Emit(object);
  return begin;
}

void ObjectWriter::Emit(const Value& object) {
  switch (format_) {
    case Format::kYaml: return EmitYaml(object, 0, out_);
    case Format::kResourceList: return EmitYamlItem(object, 0, out_);
    case Format::kJson: return EmitJson(object, out_);
    case Format::kNdjson: EmitJson(object, out_); return out_.Append('\n');
  }
}

void ObjectWriter::PassThrough(const Resource& resource) {
  if (format_ == Format::kJson || format_ == Format::kNdjson) {
    Rendered(resource.object);
    return;
  }
  if (format_ == Format::kYaml && resource.alone) {
    const std::string_view text = resource.document->text;
    // A text that brings its own `---` needs none, and directives need the end of the document before.
    if (count_ > 0 && text.starts_with("%")) {
      Rendered(resource.object);
      return;
    }
    if (text.starts_with("---")) {
      ++count_;
    } else {
      BeginObject();
    }
    out_.Append(text);
    if (!text.empty() && text.back() != '\n') out_.Append('\n');
    return;
  }
  BeginObject();
  const bool list = format_ == Format::kResourceList;
  AppendCommentsAbove(resource, out_);
  const size_t content = out_.size();
  if (list) out_.Append("- ");
  const size_t indent = list ? kItemIndent : 0;
  if (resource.alone ? AppendDocumentLines(resource, indent, out_) : AppendItemLines(resource, indent, out_)) return;
  out_.Truncate(content);
  Emit(resource.object);
}

void ObjectWriter::End(const std::vector<Problem>& results) {
  if (format_ == Format::kJson) out_.Append("]\n");
  if (format_ != Format::kResourceList) return;
  if (count_ == 0) out_.Append(" []\n");
  if (results.empty()) return;
  Arena arena;
  ResultBuilder builder(arena, sources_);
  Value list = Value::List(arena, static_cast<uint32_t>(results.size()));
  for (const Problem& problem : results) list.Push(arena, builder.Build(problem));
  Value rest = Value::Map(arena, 1);
  rest.Add(arena, "results", list);
  EmitYaml(rest, 0, out_);
}

}  // namespace agentrender
