// Takes a YAML stream, gives one file per object, named as kustomize names them.
#include <algorithm>

#include "core/base/arena.h"
#include "core/base/text.h"
#include "core/formats/shown.h"
#include "core/read/chunks.h"
#include "core/read/read.h"
#include "posix/output_dir.h"

namespace agentrender {

namespace {

constexpr std::string_view kEnding = ".yaml";
constexpr size_t kMostNameBytes = 255;  // ext4, xfs, APFS and NTFS

bool IsPlain(char c) { return IsLowerOrDigit(c) || c == '.' || c == '-' || c == '_'; }

void AppendPlain(std::string_view text, std::string& name) {
  for (const char c : text) {
    const char small = ToLower(c);
    if (IsPlain(small)) {
      name += small;
    } else {
      name += '%';
      AppendHex(static_cast<unsigned char>(c), name);
    }
  }
}

// "Service scout", for messages.
std::string Named(const Value& object) {
  return Shown(object.TextOf("kind")) + " " + Shown(object.Get("metadata").TextOf("name"));
}

std::string FileName(const Value& object) {
  const Value metadata = object.Get("metadata");
  const std::string_view api_version = object.TextOf("apiVersion");
  const size_t slash = api_version.find('/');
  const bool grouped = slash != std::string_view::npos;
  const std::string_view parts[] = {metadata.TextOf("namespace"), grouped ? api_version.substr(0, slash) : "",
                                    grouped ? api_version.substr(slash + 1) : api_version, object.TextOf("kind"),
                                    metadata.TextOf("name")};
  std::string name;
  for (std::string_view part : parts) {
    if (part.empty()) continue;
    if (!name.empty()) name += '_';
    AppendPlain(part, name);
  }
  return name.append(kEnding);
}

// Why `field` of an object's metadata cannot be a part of a file name; empty when it can, or is not there.
std::string WhyNoText(const Value& metadata, const char* field) {
  const Value value = metadata.Get(field);
  if (!value.Present() || value.IsNull() || value.IsString()) return {};
  const std::string what = std::string("metadata.") + field + ", which must be a string, is " + NameOf(value.kind());
  return value.IsScalar() ? what + ": quote it: '" + Shown(value.text()) + "'" : what;
}

std::string AddFile(const Document& document, std::vector<ObjectFile>& files) {
  const Value& object = document.root;
  const Value metadata = object.Get("metadata");
  for (const char* field : {"namespace", "name"}) {
    const std::string wrong = WhyNoText(metadata, field);
    if (!wrong.empty()) return "of a " + Shown(object.TextOf("kind")) + ", " + wrong;
  }
  if (metadata.TextOf("name").empty())
    return "a " + Shown(object.TextOf("kind")) + " has no metadata.name to call a file after";
  ObjectFile file = {FileName(object), document.text};
  if (file.name.size() > kMostNameBytes)
    return Named(object) + ": the file name " + file.name + " is longer than " + std::to_string(kMostNameBytes) +
           " bytes";
  if (!IsObjectFileName(file.name)) return Named(object) + " makes no file name";
  files.push_back(std::move(file));
  return {};
}

}  // namespace

bool IsObjectFileName(std::string_view name) {
  if (name.size() > kMostNameBytes || !name.ends_with(kEnding) || name.front() == '.') return false;
  return std::all_of(name.begin(), name.end(), [](char c) { return IsPlain(c) || c == '%'; });
}

std::string SplitIntoFiles(std::string_view stream, Budget* budget, std::vector<ObjectFile>& files) {
  Arena arena(budget);
  const Arena::Position mark = arena.Mark();
  Chunks chunks(stream);
  Chunk chunk;
  while (chunks.Next(chunk)) {
    std::vector<Document> documents;
    Problems problems;
    if (!Read({"output", chunk.text, true}, 0, arena, documents, problems)) return problems.list().front().message;
    for (const Document& document : documents) {
      std::string error = AddFile(document, files);
      if (!error.empty()) return error;
    }
    arena.Rewind(mark);
  }
  std::sort(files.begin(), files.end(), [](const ObjectFile& a, const ObjectFile& b) { return a.name < b.name; });
  for (size_t i = 1; i < files.size(); ++i) {
    if (files[i].name == files[i - 1].name) return "two objects would be the file " + files[i].name;
  }
  return {};
}

}  // namespace agentrender
