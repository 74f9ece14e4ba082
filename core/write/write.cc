// Takes objects one by one, gives the stream of them in the requested format.
#include "core/write/write.h"

#include "core/model/problem_value.h"
#include "core/write/emit.h"
#include "core/write/slice.h"

namespace agentrender {

namespace {

constexpr size_t kItemIndent = 2;

}  // namespace

void ObjectWriter::Begin() {
  if (format_ == Format::kJson) out_.Append('[');
  if (format_ != Format::kResourceList) return;
  out_.Append("apiVersion: ");
  out_.Append(api_version_);
  out_.Append("\nkind: ResourceList\nitems:");
}

// What goes between an object and the previous one.
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
  Emit(object, Spelling::kKubernetes);
  return begin;
}

void ObjectWriter::Emit(const Value& object, Spelling spelling) {
  switch (format_) {
    case Format::kYaml: return EmitYaml(object, 0, out_, spelling);
    case Format::kResourceList: return EmitYamlItem(object, 0, out_, spelling);
    case Format::kJson: return EmitJson(object, out_);
    case Format::kNdjson: EmitJson(object, out_); return out_.Append('\n');
  }
}

void ObjectWriter::PassThrough(const Resource& resource) {
  if (format_ == Format::kJson || format_ == Format::kNdjson) {
    Rendered(resource.object);
    return;
  }
  BeginObject();
  if (resource.alone && !resource.document->comment.empty()) out_.AppendAll(resource.document->comment, "\n");
  if (format_ == Format::kYaml && resource.alone && !resource.document->MustBeWrittenAnew()) {
    std::string_view text = resource.document->text;
    // kubectl does not end a document at a `---` that is followed by something.
    if (text.starts_with("--- ") || text.starts_with("---\t")) text.remove_prefix(3);
    out_.Append(text);
    if (!text.empty() && text.back() != '\n') out_.Append('\n');
    return;
  }
  const bool list = format_ == Format::kResourceList;
  // A stream that begins with { is taken for JSON.
  const bool first_flow = !list && count_ == 1 && resource.document->FindFlowObject(resource.origin()) != nullptr;
  if (first_flow) out_.Append("---\n");
  AppendCommentsAbove(resource, out_);
  const size_t content = out_.size();
  if (list) out_.Append("- ");
  const size_t indent = list ? kItemIndent : 0;
  if (resource.alone ? AppendDocumentLines(resource, indent, out_) : AppendItemLines(resource, indent, out_)) return;
  out_.Truncate(content);
  Emit(resource.object, Spelling::kAsWritten);
}

void ObjectWriter::End(const std::vector<Problem>& results, std::string_view controller) {
  if (format_ == Format::kJson) out_.Append("]\n");
  if (format_ != Format::kResourceList) return;
  if (count_ == 0) out_.Append(" []\n");
  if (results.empty()) return;
  Arena arena;
  Value list = Value::List(arena, static_cast<uint32_t>(results.size()));
  for (const Problem& problem : results) list.Push(arena, ResultValue(problem, sources_, controller, arena));
  Value rest = Value::Map(arena, 1);
  rest.Add(arena, "results", list);
  EmitYaml(rest, 0, out_);
}

}  // namespace agentrender
