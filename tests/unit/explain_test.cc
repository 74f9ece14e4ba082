// What explanations promise, over all golden cases, and the cases of tests/explain/.

#include "core/explain/explain.h"

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <map>
#include <tuple>

#include "core/explain/field_lines.h"
#include "core/model/causes.h"
#include "core/read/read.h"
#include "core/write/emit.h"
#include "tests/golden/yaml_data.h"
#include "tests/unit/files.h"

namespace agentrender {
namespace {

namespace fs = std::filesystem;

Options Keeping(const Controller& controller = {}) {
  Options options;
  options.controller = controller;
  options.keep_objects = true;
  options.keep_going = true;
  return options;
}

// The nodes of all sources by their place.
class Places {
 public:
  explicit Places(const std::vector<Source>& sources) {
    Problems problems;
    for (size_t i = 0; i < sources.size(); ++i) {
      Read(sources[i], static_cast<uint16_t>(i), arena_, documents_, problems);
    }
    for (const Document& document : documents_) Add(document.root);
  }

  // Whether a scalar or empty container of this content is written at its place.
  bool Holds(const Value& value) const {
    const auto [first, last] = at_.equal_range(KeyOf(value.origin()));
    for (auto it = first; it != last; ++it) {
      if (it->second.kind() == value.kind() && it->second.text() == value.text()) return true;
    }
    return false;
  }

 private:
  using Key = std::tuple<uint16_t, uint32_t, uint32_t>;
  static Key KeyOf(const Origin& o) { return {o.source, o.line, o.column}; }

  void Add(const Value& value) {
    at_.emplace(KeyOf(value.origin()), value);
    for (const Member& m : value.members()) {
      at_.emplace(KeyOf(m.key.origin()), m.key);
      Add(m.value);
    }
    for (const Value& item : value) Add(item);
  }

  Arena arena_;
  std::vector<Document> documents_;
  std::multimap<Key, Value> at_;
};

template <class Check>
void ForEachGolden(Check check) {
  const std::vector<fs::path> folders = FoldersWith(TestsFolder() / "golden", "expected.yaml");
  CHECK(folders.size() > 100);
  for (const fs::path& folder : folders) {
    INFO(folder.string());
    const InputFiles files(folder);
    check(files.sources(), Render(files.sources(), Keeping(ControllerOf(folder))));
  }
}

TEST_CASE("every node of every golden case has an origin") {
  size_t nodes = 0;
  ForEachGolden([&](const std::vector<Source>&, const Rendering& rendering) {
    for (const RenderedObject& object : rendering.objects) {
      for (const ObjectField& field : FieldsOf(object.object)) {
        const Origin origin = field.value.origin();
        ++nodes;
        if (!origin.HasPlace() && origin.cause == causes::kNone) FAIL_CHECK(field.path << " has no origin");
      }
    }
  });
  CHECK(nodes > 10000);
}

TEST_CASE("what is said to be copied reads the same at its place") {
  size_t copied = 0;
  ForEachGolden([&](const std::vector<Source>& sources, const Rendering& rendering) {
    const Places places(sources);
    for (const RenderedObject& object : rendering.objects) {
      for (const ObjectField& field : FieldsOf(object.object)) {
        if (field.value.origin().cause != causes::kNone || !field.IsLeaf()) continue;
        ++copied;
        if (!places.Holds(field.value)) {
          FAIL_CHECK(field.path << ": " << field.value.text() << " is not at "
                                << OriginText(field.value.origin(), sources));
        }
      }
    }
  });
  CHECK(copied > 100);
}

TEST_CASE("a field's line is the line of the output that has it") {
  ForEachGolden([&](const std::vector<Source>&, const Rendering& rendering) {
    std::vector<std::string> lines(1);
    for (char c : rendering.output.view()) {
      if (c == '\n') {
        lines.emplace_back();
      } else {
        lines.back() += c;
      }
    }
    const std::vector<LineOrigin> origins = LineOriginsOf(rendering);
    auto next = origins.begin();
    for (const RenderedObject& object : rendering.objects) {
      uint32_t last = UINT32_MAX;
      const std::vector<ObjectField> fields = FieldsOf(object.object);
      for (size_t i = 0; i < fields.size(); ++i) {
        last = fields[i].line;
        if (i + 1 < fields.size() && fields[i + 1].line == last) continue;
        REQUIRE(next != origins.end());
        const std::string& line = lines.at(next->line - 1);
        const std::string key = fields[i].path.substr(fields[i].path.rfind('.') + 1);
        // Keys with dots and items are found by their value.
        const std::string value(fields[i].value.text().substr(0, 10));
        if (line.find(key + ":") == std::string::npos && line.find(value) == std::string::npos)
          FAIL_CHECK(fields[i].path << " is not in line " << next->line << ": " << line);
        ++next;
      }
    }
    CHECK(next == origins.end());
  });
}

TEST_CASE("annotated output reads as the output") {
  ForEachGolden([&](const std::vector<Source>& sources, const Rendering& rendering) {
    Output annotated;
    Annotate(rendering, sources, annotated);
    const std::vector<Data> want = ReadDocuments(std::string(rendering.output.view()), Typing::kYaml11);
    const std::vector<Data> got = ReadDocuments(std::string(annotated.view()), Typing::kYaml11);
    REQUIRE(want.size() == got.size());
    for (size_t i = 0; i < want.size(); ++i) {
      for (const std::string& line : Differences("", want[i], got[i])) FAIL_CHECK(line);
    }
  });
}

TEST_CASE("keeping objects changes nothing of the output") {
  ForEachGolden([&](const std::vector<Source>& sources, const Rendering& rendering) {
    Options options = Keeping(rendering.controller);
    options.keep_objects = false;
    const Rendering plain = Render(sources, options);
    CHECK(plain.output.view() == rendering.output.view());
    CHECK(plain.objects.empty());
  });
}

TEST_CASE("without output there is nothing to explain") {
  Options options = Keeping();
  options.keep_going = false;
  const Rendering rendering =
      Render({{"a.yaml", "apiVersion: kubeopencode.io/v1alpha1\nkind: Agent\n", true}}, options);
  CHECK(rendering.HasErrors());
  CHECK(rendering.objects.empty());
  CHECK(LineOriginsOf(rendering).empty());
}

TEST_CASE("a file name cannot end the comment that names it") {
  const std::string text = FileText(TestsFolder() / "golden" / "server" / "minimal-agent" / "input.yaml");
  const std::vector<Source> sources = {{"a\nkind: Evil\r\xc2\x85\xe2\x80\xa8#.yaml", text, true}};
  const Rendering rendering = Render(sources, Keeping());
  Output annotated;
  Annotate(rendering, sources, annotated);
  CHECK(annotated.view().find("\nkind: Evil") == std::string_view::npos);
}

TEST_CASE("patterns find fields from the beginning of a key to the end of one") {
  struct Row {
    const char* path;
    const char* pattern;
    bool found;
  };
  const Row rows[] = {
      {"spec.replicas", "replicas", true},
      {"spec.replicas", "spec", true},
      {"spec.replicas", "spec.replicas", true},
      {"spec.replicas", "replica", false},
      {"spec.replicas", "replica*", true},
      {"spec.replicas", "plicas", false},
      {"spec.containers[a].env[HOME].value", "env[HOME]", true},
      {"spec.containers[a].env[HOME].value", "containers[*].env[HOME].value", true},
      {"spec.containers[a].env[HOME].value", "containers", true},
      {"spec.containers[a].env[HOME].value", "containers[b]", false},
      {"spec.containers[a].env[HOME].value", "*.value", true},
      {"spec.containers[a].env[HOME].value", "env.value", false},
      {"metadata.name", "", true},
      {"metadata.name", "*", true},
  };
  for (const Row& row : rows) {
    INFO(row.path << " " << row.pattern);
    CHECK(MatchesField(row.path, row.pattern) == row.found);
  }
}

// AGENTRENDER_UPDATE=1 writes what is expected anew.
void CheckFile(const fs::path& path, std::string_view text) {
  if (std::getenv("AGENTRENDER_UPDATE") != nullptr) std::ofstream(path, std::ios::binary) << text;
  INFO(path.string());
  CHECK(FileText(path) == text);
}

TEST_CASE("the cases of tests/explain") {
  const std::vector<fs::path> folders = FoldersWith(TestsFolder() / "explain", "expected.txt");
  CHECK(folders.size() >= 3);
  for (const fs::path& folder : folders) {
    const InputFiles files(folder);
    const Rendering rendering = Render(files.sources(), Keeping(ControllerOf(folder)));
    const std::string field = FileText(folder / "field");
    const ExplainFilter filter{std::string_view(field).substr(0, field.find('\n')), {}};
    Output text, json, annotated;
    ExplainText(rendering, files.sources(), filter, nullptr, text);
    ExplainJson(rendering, files.sources(), filter, nullptr, json);
    Annotate(rendering, files.sources(), annotated);
    CheckFile(folder / "expected.txt", text.view());
    CheckFile(folder / "expected.json", json.view());
    CheckFile(folder / "expected.yaml", annotated.view());
  }
}

}  // namespace
}  // namespace agentrender
