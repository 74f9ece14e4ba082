# Toolchain file: the C and C++ compiler of Zig, which has the headers and builds the C library of every system that we
# publish for, from .deps/. AGENTRENDER_TARGET is the name that a release gives the system.
set(AGENTRENDER_TARGET "" CACHE STRING "What to build for: a system and a processor, as in linux-aarch64")
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES AGENTRENDER_TARGET)
set(AGENTRENDER_ZIG ${CMAKE_CURRENT_LIST_DIR}/../.deps/zig/ziglang/zig)

# The oldest macOS is the one whose number the wheels have in their names.
set(targets
  "linux-x86_64 Linux x86_64-linux-musl"
  "linux-aarch64 Linux aarch64-linux-musl"
  "macos-x86_64 Darwin x86_64-macos.11.0"
  "macos-arm64 Darwin aarch64-macos.11.0")
list(FILTER targets INCLUDE REGEX "^${AGENTRENDER_TARGET} ")
if(NOT targets MATCHES "^([a-z]+)-([a-z0-9_]+) ([A-Za-z]+) (.+)$")
  message(FATAL_ERROR "AGENTRENDER_TARGET is not in the table of cmake/zig.cmake: ${AGENTRENDER_TARGET}")
endif()
set(CMAKE_SYSTEM_PROCESSOR ${CMAKE_MATCH_2})
set(CMAKE_SYSTEM_NAME ${CMAKE_MATCH_3})
set(zig_target ${CMAKE_MATCH_4})

set(CMAKE_C_COMPILER ${AGENTRENDER_ZIG} cc --target=${zig_target})
set(CMAKE_CXX_COMPILER ${AGENTRENDER_ZIG} c++ --target=${zig_target})
# Its archiver is a word of the same program.
set(CMAKE_AR ${AGENTRENDER_ZIG})
set(CMAKE_RANLIB ${AGENTRENDER_ZIG})
foreach(language C CXX)
  set(CMAKE_${language}_ARCHIVE_CREATE "<CMAKE_AR> ar qc <TARGET> <LINK_FLAGS> <OBJECTS>")
  set(CMAKE_${language}_ARCHIVE_APPEND "<CMAKE_AR> ar q <TARGET> <LINK_FLAGS> <OBJECTS>")
  set(CMAKE_${language}_ARCHIVE_FINISH "<CMAKE_RANLIB> ranlib <TARGET>")
endforeach()
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
