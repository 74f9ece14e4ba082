// Runs the program that was built.
#pragma once

#include <stdlib.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace agentrender {

struct ProgramRun {
  int status;
  std::string out;
  std::string err;
};

// A new empty directory, which goes with this, and commands that run in it. `agentrender` is the program.
class Workplace {
 public:
  Workplace() {
    std::string pattern = (std::filesystem::temp_directory_path() / "agentrender-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    std::filesystem::create_directory(folder_ / "work");
    Put("../agentrender", std::string("#!/bin/sh\nexec '") + AGENTRENDER_PROGRAM + "' \"$@\"\n");
    std::filesystem::permissions(folder_ / "agentrender", std::filesystem::perms::owner_all);
  }
  ~Workplace() { std::filesystem::remove_all(folder_); }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;

  // Writes a file, and the directories that it lies in.
  void Put(const std::string& path, const std::string& text) const {
    const std::filesystem::path full = folder_ / "work" / path;
    std::filesystem::create_directories(full.parent_path());
    std::ofstream(full, std::ios::binary) << text;
  }

  // Runs a shell command with `in` as its stdin.
  ProgramRun Run(const std::string& command, const std::string& in = "") const {
    Put("../in", in);
    const std::string shell =
        "cd '" + (folder_ / "work").string() + "' && PATH=..:$PATH && { " + command + " ;} <../in >../out 2>../err";
    const int status = std::system(shell.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, Get("../out"), Get("../err")};
  }

  std::string Get(const std::string& path) const {
    std::ifstream file(folder_ / "work" / path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace agentrender
