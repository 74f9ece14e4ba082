// Reads JSON with nlohmann/json, as strict as that is, and writes it again: each line of stdin, or with `response` what
// libagentrender answers to each line. A text that is no JSON, or has a key twice, ends it with status 1.
#include <agentrender.h>

#include <iostream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

namespace {

using Json = nlohmann::json;

Json Parse(const std::string& text) {
  std::vector<std::set<std::string>> open;
  const auto check = [&open](int, Json::parse_event_t event, Json& value) {
    if (event == Json::parse_event_t::object_start) open.emplace_back();
    if (event == Json::parse_event_t::object_end) open.pop_back();
    if (event == Json::parse_event_t::key && !open.back().insert(value.get<std::string>()).second)
      throw std::runtime_error("twice: " + value.get<std::string>());
    return true;
  };
  return Json::parse(text, check);
}

std::string Respond(const std::string& request) {
  agentrender_response* response = agentrender_render(request.data(), request.size());
  std::string text(reinterpret_cast<const char*>(response->data), response->size);
  agentrender_release(response);
  return text;
}

}  // namespace

int main(int count, char**) {
  std::string line;
  for (size_t number = 1; std::getline(std::cin, line); ++number) {
    try {
      std::cout << Parse(count > 1 ? Respond(line) : line).dump() << "\n";
    } catch (const std::exception& error) {
      std::cerr << "line " << number << ": " << error.what() << "\n";
      return 1;
    }
  }
  return 0;
}
