-- Run in Neovim, with scout.yaml open.
local failed = false

local function check(what, good, found)
  io.write((good and "ok: " or "not ok: ") .. "Neovim: " .. what .. "\n")
  if not good then io.write("    " .. vim.inspect(found) .. "\n") end
  failed = failed or not good
end

-- Waits for what the server brings in its own time.
local function wait(condition) return vim.wait(20000, condition, 20) end

local function ask(method, line, character)
  local params = { textDocument = vim.lsp.util.make_text_document_params(0) }
  if line then params.position = { line = line, character = character } end
  params.context = { diagnostics = {}, includeDeclaration = true }
  params.range = { start = params.position, ["end"] = params.position }
  local answers = vim.lsp.buf_request_sync(0, method, params, 20000)
  for _, answer in pairs(answers or {}) do return answer.result end
end

local function line_of(text)
  for i, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    if line:find(text, 1, true) then return i - 1 end
  end
end

local function replace(line, text) vim.api.nvim_buf_set_lines(0, line, line + 1, false, { text }) end

local function main()
  local buffer = vim.api.nvim_get_current_buf()
  check("the server is attached", wait(function() return next(vim.lsp.buf_get_clients(0)) ~= nil end))
  local hover = ask("textDocument/hover", line_of("templateRef"), 4)
  check("hover", hover and hover.contents.value:find("workspaceDir") ~= nil, hover)

  local port = line_of("port: 5000")
  replace(port, "  prt: 5000")
  check("a diagnostic while typing", wait(function() return #vim.diagnostic.get(buffer) == 1 end), vim.diagnostic.get(buffer))
  local finding = vim.diagnostic.get(buffer)[1] or {}
  check("its place and its code", finding.lnum == port and finding.col == 2 and finding.code == "AR0301", finding)
  local fixes = ask("textDocument/codeAction", port, 3)
  check("a quick fix", fixes and fixes[1] and fixes[1].title == "Change to port", fixes)
  if fixes and fixes[1] then vim.lsp.util.apply_workspace_edit(fixes[1].edit, "utf-16") end
  check("the fix makes it good", wait(function() return #vim.diagnostic.get(buffer) == 0 end), vim.diagnostic.get(buffer))

  local items = ask("textDocument/completion", line_of("name: team"), 10)
  check("completion", items and items.items[1] and items.items[1].label == "team", items)
  local places = ask("textDocument/definition", line_of("name: team"), 11)
  check("definition", places and places[1] and places[1].uri:find("team.yaml") ~= nil, places)
  local symbols = ask("textDocument/documentSymbol")
  check("outline", symbols and symbols[1] and symbols[1].name == "Agent tidepool/scout", symbols)
  check("folding", #(ask("textDocument/foldingRange") or {}) > 3)

  local lenses = ask("textDocument/codeLens")
  check("a lens", lenses and lenses[1] and lenses[1].command.title == "renders 3 objects", lenses)
  local client = next(vim.lsp.buf_get_clients(0))
  vim.lsp.commands[lenses[1].command.command](lenses[1].command, { client_id = client, bufnr = buffer })
  local shown
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    local other = vim.api.nvim_win_get_buf(window)
    if other ~= buffer then shown = other end
  end
  local function text() return table.concat(vim.api.nvim_buf_get_lines(shown, 0, -1, false), "\n") end
  check("the rendered document", shown and wait(function() return text():find("containerPort: 5000") ~= nil end), shown and text())
  replace(port, "  port: 5001")
  check("it follows an edit", shown and wait(function() return text():find("containerPort: 5001") ~= nil end), shown and text())
  check("it cannot be changed", shown and not vim.api.nvim_buf_get_option(shown, "modifiable"))
end

local good, problem = xpcall(main, debug.traceback)
if not good then check("the test itself", false, problem) end
vim.lsp.stop_client(vim.lsp.get_active_clients())
vim.wait(1000, function() return #vim.lsp.get_active_clients() == 0 end, 20)
vim.cmd(failed and "cquit 1" or "quitall!")
