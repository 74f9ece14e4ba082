// Texts of an input in Markdown.
#pragma once

#include <string>
#include <string_view>

namespace agentrender {

// `given` as inline code in a table: what would end the cell or the code is escaped, and long text is cut.
std::string MarkdownCode(std::string_view given);

}  // namespace agentrender
