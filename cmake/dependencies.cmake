# The libraries, each pinned by version and checksum. `./install` puts them under .deps/; without it they are downloaded.
include(FetchContent)
cmake_policy(SET CMP0135 NEW)  # an unpacked file's time is the time of unpacking

set(AGENTRENDER_DEPS ${CMAKE_CURRENT_SOURCE_DIR}/.deps)
list(PREPEND CMAKE_PREFIX_PATH ${AGENTRENDER_DEPS}/prefix/usr)
if(EXISTS ${AGENTRENDER_DEPS}/libyaml AND NOT FETCHCONTENT_SOURCE_DIR_LIBYAML)
  set(FETCHCONTENT_SOURCE_DIR_LIBYAML ${AGENTRENDER_DEPS}/libyaml)
endif()

# Compiled from source in every build: the WASI module needs it too, and only the parsing half of it is used.
FetchContent_Declare(libyaml
  URL https://github.com/yaml/libyaml/releases/download/0.2.5/yaml-0.2.5.tar.gz
  URL_HASH SHA256=c642ae9b75fee120b2d96c712538bd2cf283228d2337df2cf2988e3c02678ef4
  SOURCE_SUBDIR no-build-of-its-own)
FetchContent_MakeAvailable(libyaml)
# Changed in what it takes, not in what it does. Words of ASCII are taken as a whole: see yaml_runs.h. Its texts begin
# with room for 64 bytes, not 16: most need no more, and it would reallocate each that does. In the modules, where size
# counts, its macros are calls besides: see wasm/yaml_calls.h.
set(yaml_source ${CMAKE_BINARY_DIR}/yaml)
foreach(name parser reader scanner)
  file(READ ${libyaml_SOURCE_DIR}/src/${name}.c yaml_${name})
endforeach()
function(change_yaml name before after)
  string(FIND "${yaml_${name}}" "${before}" at)
  if(at EQUAL -1)
    message(FATAL_ERROR "libyaml's ${name}.c has no such text: ${before}")
  endif()
  string(REPLACE "${before}" "${after}" text "${yaml_${name}}")
  set(yaml_${name} "${text}" PARENT_SCOPE)
endfunction()
set(behind_macros "/*\n * Public API declarations.\n */")
set(calls "")
if(CMAKE_SYSTEM_PROCESSOR STREQUAL wasm32)
  set(calls "#include \"yaml_calls.h\"")
endif()
change_yaml(parser "${behind_macros}" "${calls}")
change_yaml(scanner "${behind_macros}"
  "#undef INITIAL_STRING_SIZE\n#define INITIAL_STRING_SIZE 64\n#include \"yaml_runs.h\"\n${calls}")
foreach(string leading_break trailing_breaks whitespaces)
  change_yaml(scanner "STRING_INIT(parser, ${string}, INITIAL_STRING_SIZE)" "STRING_INIT_EMPTY(${string})")
endforeach()
change_yaml(reader "#include \"yaml_private.h\"" "#include \"yaml_private.h\"\n#include \"yaml_runs.h\"")
set(decodes "parser->raw_buffer.pointer != parser->raw_buffer.last)\n        {")
change_yaml(reader "while (${decodes}" "while (decode_ascii(parser), ${decodes}")
foreach(name parser reader scanner)
  file(CONFIGURE OUTPUT ${yaml_source}/${name}.c CONTENT "${yaml_${name}}" @ONLY)
endforeach()
add_library(yaml_parser STATIC
  ${libyaml_SOURCE_DIR}/src/api.c
  ${yaml_source}/parser.c
  ${yaml_source}/reader.c
  ${yaml_source}/scanner.c)
target_include_directories(yaml_parser PRIVATE ${libyaml_SOURCE_DIR}/src ${CMAKE_CURRENT_SOURCE_DIR}/cmake
  ${CMAKE_CURRENT_SOURCE_DIR}/wasm)
target_include_directories(yaml_parser SYSTEM PUBLIC ${libyaml_SOURCE_DIR}/include)
target_compile_definitions(yaml_parser
  PUBLIC YAML_DECLARE_STATIC
  PRIVATE YAML_VERSION_STRING="0.2.5" YAML_VERSION_MAJOR=0 YAML_VERSION_MINOR=2 YAML_VERSION_PATCH=5)
target_compile_options(yaml_parser PRIVATE -w)
# It clears each of its tokens and events, 100 bytes; GCC's choice for that, `rep stos`, takes six times as long as a call.
if(CMAKE_C_COMPILER_ID STREQUAL GNU AND CMAKE_SYSTEM_PROCESSOR STREQUAL x86_64)
  target_compile_options(yaml_parser PRIVATE -mstringop-strategy=libcall)
endif()

# Headers alone: what the language server reads and writes. Those of the host serve other systems as well, but nothing
# else of the host's headers does.
find_path(AGENTRENDER_JSON nlohmann/json.hpp HINTS ${AGENTRENDER_DEPS}/prefix/usr/include NO_CMAKE_FIND_ROOT_PATH)
if(CMAKE_CROSSCOMPILING AND AGENTRENDER_JSON)
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/include)
  file(CREATE_LINK ${AGENTRENDER_JSON}/nlohmann ${CMAKE_BINARY_DIR}/include/nlohmann SYMBOLIC)
  add_library(nlohmann_json::nlohmann_json INTERFACE IMPORTED)
  target_include_directories(nlohmann_json::nlohmann_json INTERFACE ${CMAKE_BINARY_DIR}/include)
else()
  FetchContent_Declare(nlohmann_json
    URL https://github.com/nlohmann/json/releases/download/v3.11.2/json.tar.xz
    URL_HASH SHA256=8c4b26bf4b422252e13f332bc5e388ec0ab5c3443d24399acb675e68278d341f
    FIND_PACKAGE_ARGS 3.11)
  FetchContent_MakeAvailable(nlohmann_json)
endif()

if(AGENTRENDER_TESTS)
  FetchContent_Declare(Catch2
    URL https://github.com/catchorg/Catch2/archive/refs/tags/v3.7.1.tar.gz
    URL_HASH SHA256=c991b247a1a0d7bb9c39aa35faf0fe9e19764213f28ffba3109388e62ee0269c
    FIND_PACKAGE_ARGS 3.7)
  # The second opinion on everything that is emitted.
  set(YAML_CPP_BUILD_TOOLS OFF)
  set(CMAKE_POLICY_VERSION_MINIMUM 3.5)  # yaml-cpp asks for 3.4, which CMake 4 refuses
  FetchContent_Declare(yaml-cpp
    URL https://github.com/jbeder/yaml-cpp/archive/refs/tags/yaml-cpp-0.7.0.tar.gz
    URL_HASH SHA256=43e6a9fcb146ad871515f0d0873947e5d497a1c9c60c58cb102a97b47208b7c3
    FIND_PACKAGE_ARGS 0.7)
  FetchContent_MakeAvailable(Catch2 yaml-cpp)
  if(Catch2_SOURCE_DIR)
    list(APPEND CMAKE_MODULE_PATH ${Catch2_SOURCE_DIR}/extras)
  endif()
endif()
