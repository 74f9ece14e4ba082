// Takes the moves of live objects, gives them in two forms: a script of kubectl commands for people, and patches for
// tools that apply them.
#include <string>

#include "core/adopt/adopt.h"
#include "core/base/text.h"
#include "core/formats/json_text.h"
#include "core/formats/shown.h"
#include "core/write/emit.h"

namespace agentrender {

namespace {

// One word of a POSIX shell, whatever it contains.
std::string Word(std::string_view text) {
  std::string word = "'";
  for (char c : text) {
    if (c == '\'') {
      word += "'\\''";
    } else {
      word += c;
    }
  }
  return word + "'";
}

std::string AgentOf(const Adoption& adoption) {
  const std::string ns(adoption.agent.ns);
  return Shown((ns.empty() ? "" : ns + "/") + std::string(adoption.agent.name));
}

}  // namespace

void WriteScript(const Move& move, const Managers& managers, Output& out) {
  const auto line = [&out](std::initializer_list<std::string_view> parts) {
    for (std::string_view part : parts) out.Append(part);
    out.Append('\n');
  };
  line({"#!/bin/sh"});
  line({"# Hands over to ", Shown(managers.to), " what ", Shown(managers.from),
        " owns, and changes nothing else in the objects. The script"});
  line({"# stops at an object that has been handed over in the meantime."});
  line({"set -eu"});
  std::string agent;
  for (const Adoption& adoption : move.adoptions) {
    if (AgentOf(adoption) != agent) line({"# Agent ", agent = AgentOf(adoption)});
    Arena arena;
    const std::string object = std::string(adoption.resource) + "/" + std::string(adoption.object.name);
    const std::string ns(adoption.object.ns);
    line({"kubectl patch ", Word(object), ns.empty() ? "" : " --namespace=" + Word(ns),
          " --type=json --patch=", Word(JsonText(arena, adoption.patch, {.sort_keys = false}))});
  }
}

void WritePatches(const Move& move, Output& out) {
  Arena arena;
  Value list = Value::List(arena);
  for (const Adoption& adoption : move.adoptions) {
    Value entry = ValueOf(adoption.object, arena);
    entry.Add(arena, "patch", adoption.patch);
    list.Push(arena, entry);
  }
  EmitReport(list, out);
  out.Append('\n');
}

}  // namespace agentrender
