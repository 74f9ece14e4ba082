// A part of core/v1 as it is written in an Agent, read and conformed for a test.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/fields/conform.h"
#include "core/formats/json_text.h"
#include "core/read/read.h"

namespace agentrender {

class Conforming {
 public:
  Value Read(std::string_view text) {
    documents_.clear();
    REQUIRE(agentrender::Read({"test", text, true}, 0, arena, documents_, problems));
    REQUIRE(documents_.size() == 1);
    return documents_.front().root;
  }

  Value One(TypeId type, std::string_view text) {
    Decoding decoding{arena, problems};
    const Value in = Read(text);
    return Conform(type, in, decoding);
  }

  Value List(TypeId type, std::string_view text) {
    Decoding decoding{arena, problems};
    const Value in = Read(text);
    return ConformList(type, in, decoding);
  }

  // As JSON, keys in the order in which they will be written.
  std::string Json(const Value& value) {
    JsonOptions options;
    options.sort_keys = false;
    return std::string(JsonText(arena, value, options));
  }

  // "AR0301 2:3" of each problem: what and where.
  std::vector<std::string> Found() const {
    std::vector<std::string> found;
    for (const Problem& p : problems.list()) {
      found.push_back(CodeText(p.code) + " " + std::to_string(p.where.line) + ":" + std::to_string(p.where.column));
    }
    return found;
  }

  Arena arena;
  Problems problems;

 private:
  std::vector<Document> documents_;
};

}  // namespace agentrender
