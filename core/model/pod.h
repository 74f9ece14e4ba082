// What will run: the Pod as the features assemble it. Contains no Agent fields.
#pragma once

#include "core/base/arena.h"
#include "core/model/agent.h"
#include "core/model/value.h"

namespace agentrender {

struct Container {
  std::string_view name;
  Value image;
  Value image_pull_policy;
  Value command;  // a list; absent when the image's own is run
  ArenaList<Value> env;
  ArenaList<Value> mounts;
  SystemContainer system = SystemContainer::kNone;  // which extras it takes

  // For the main container only.
  Value working_dir;
  ArenaList<Value> env_from;
  ArenaList<Value> ports;
  Value resources;
  Value security_context;  // the restricted default when absent
  Value lifecycle;
  Value startup_probe;
  Value liveness_probe;
  Value readiness_probe;
};

struct Pod {
  ArenaList<Value> volumes;
  ArenaList<Container> init;
  Container server;
  ArenaList<Container> sidecars;

  // Calls `fn` with every container: init, main, sidecars.
  template <class Fn>
  void ForEachContainer(Fn fn) {
    for (Container& c : init) fn(c);
    fn(server);
    for (Container& c : sidecars) fn(c);
  }
  template <class Fn>
  void ForEachContainer(Fn fn) const {
    for (const Container& c : init) fn(c);
    fn(server);
    for (const Container& c : sidecars) fn(c);
  }
};

}  // namespace agentrender
