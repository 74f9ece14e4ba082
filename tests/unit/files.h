// Folders of test data, read as the renderer takes them.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "core/model/controller.h"
#include "core/model/document.h"

namespace agentrender {

inline std::string FileText(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

inline std::filesystem::path TestsFolder() { return std::filesystem::path(AGENTRENDER_SOURCE_DIR) / "tests"; }

// The folders below `root` that hold a file or folder `name`, sorted.
inline std::vector<std::filesystem::path> FoldersWith(const std::filesystem::path& root, const char* name) {
  std::vector<std::filesystem::path> folders;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().filename() == name) folders.push_back(entry.path().parent_path());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

// The controller that a folder's file `args` chooses; the default one without such a file.
inline Controller ControllerOf(const std::filesystem::path& folder) {
  Controller controller;
  std::istringstream words(FileText(folder / "args"));
  for (std::string option, version; words >> option >> version;) {
    if (option != "--controller" || !Controller::Parse(version, controller).empty()) std::abort();
  }
  return controller;
}

// The input files of a folder (not expected.*, options, errors.json) under their names.
class InputFiles {
 public:
  explicit InputFiles(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      const std::string name = entry.path().filename().string();
      if (entry.path().extension() == ".yaml" && name.rfind("expected", 0) != 0) paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    for (const auto& path : paths) {
      names_.push_back(path.filename().string());
      texts_.push_back(FileText(path));
      sources_.push_back({names_.back(), texts_.back(), true});
    }
  }
  InputFiles(const InputFiles&) = delete;
  InputFiles& operator=(const InputFiles&) = delete;

  const std::vector<Source>& sources() const { return sources_; }

 private:
  std::deque<std::string> names_;
  std::deque<std::string> texts_;
  std::vector<Source> sources_;
};

}  // namespace agentrender
