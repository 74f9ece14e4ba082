// Objects as files in a directory, with the names of `kustomize build -o`; only in the native program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/budget.h"

namespace agentrender {

// One object as a file.
struct ObjectFile {
  std::string name;       // plain: of a-z, 0-9, `.`, `-`, `_` and `%`, not beginning with a `.`
  std::string_view text;  // of the stream that it was in; its last line may lack a line break, which the file has then
};

// The objects of a YAML stream, a file each, sorted by name. A name is [NAMESPACE_][GROUP_]VERSION_KIND_NAME.yaml in
// small letters; other characters become `%` and their two hexadecimal digits. On an object without a name, on a name
// that is longer than file systems take, and on two objects for one file, gives what is wrong.
std::string SplitIntoFiles(std::string_view stream, Budget* budget, std::vector<ObjectFile>& files);

// Whether SplitIntoFiles() could have made this name.
bool IsObjectFileName(std::string_view name);

// Makes `files`, sorted by name, all that the directory `path` has of this program: writes those that differ, removes
// those that the last run wrote and this one does not. An index in the directory lists what is the program's; nothing
// else is replaced or removed. The directory is made when there is none. Each file is replaced atomically, and none
// before all are on the disk (fsync). Gives what is wrong, or says in `summary` what was done.
std::string WriteDirectory(std::string_view path, const std::vector<ObjectFile>& files, std::string& summary);

}  // namespace agentrender
