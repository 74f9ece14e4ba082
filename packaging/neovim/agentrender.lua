-- agentrender in Neovim 0.7 and later, without a plugin: copy it to ~/.config/nvim/plugin/. It starts `agentrender lsp`
-- for YAML and JSON files, and shows what an Agent becomes in a window beside it, which follows edits.
--
-- vim.g.agentrender = { cmd = { "agentrender", "lsp" }, options = { namespace = "team-a" } } sets what is different.

local settings = vim.tbl_extend("keep", vim.g.agentrender or {}, { cmd = { "agentrender", "lsp" }, options = {} })
local clients = {} -- by the folder that they serve
local rendered = {} -- buffers of rendered documents, by their address

-- The nearest folder above a file with .git or with an agentrender.yaml; else the file's own.
local function root_of(file)
  local folder = vim.fn.fnamemodify(file, ":p:h")
  local at = folder
  while true do
    for _, mark in ipairs({ ".git", "agentrender.yaml" }) do
      if vim.loop.fs_stat(at .. "/" .. mark) then return at end
    end
    local above = vim.fn.fnamemodify(at, ":h")
    if above == at then return folder end
    at = above
  end
end

-- Shows the text of a rendered document in its buffer.
local function show(client, buffer, uri)
  client.request("workspace/textDocumentContent", { uri = uri }, function(_, result)
    if not result or not vim.api.nvim_buf_is_valid(buffer) then return end
    vim.api.nvim_buf_set_option(buffer, "modifiable", true)
    vim.api.nvim_buf_set_lines(buffer, 0, -1, false, vim.split(result.text, "\n"))
    vim.api.nvim_buf_set_option(buffer, "modifiable", false)
    vim.api.nvim_buf_set_option(buffer, "modified", false)
  end, buffer)
end

local function refresh(_, params, context)
  local client = vim.lsp.get_client_by_id(context.client_id)
  if client and rendered[params.uri] then show(client, rendered[params.uri], params.uri) end
  return vim.NIL
end

local function start(root)
  return vim.lsp.start_client({
    name = "agentrender",
    cmd = settings.cmd,
    root_dir = root,
    init_options = settings.options,
    on_attach = function(_, buffer)
      vim.api.nvim_create_autocmd({ "BufEnter", "InsertLeave", "CursorHold" }, {
        buffer = buffer,
        callback = vim.lsp.codelens.refresh,
      })
      vim.lsp.codelens.refresh()
    end,
    handlers = { ["agentrender/contentChanged"] = refresh, ["workspace/textDocumentContent/refresh"] = refresh },
  })
end

vim.lsp.commands["agentrender.openRendered"] = function(command, context)
  local uri = command.arguments[1]
  local client = vim.lsp.get_client_by_id(context.client_id)
  local here = vim.api.nvim_get_current_win()
  vim.cmd("botright vsplit")
  local buffer = rendered[uri]
  if not buffer or not vim.api.nvim_buf_is_valid(buffer) then
    buffer = vim.api.nvim_create_buf(false, true)
    rendered[uri] = buffer
    vim.api.nvim_buf_set_name(buffer, "agentrender://" .. uri:gsub("^agentrender:/*", ""):gsub("%?.*", ""))
  end
  vim.api.nvim_win_set_buf(0, buffer)
  vim.api.nvim_buf_set_option(buffer, "syntax", "yaml")
  vim.api.nvim_buf_set_option(buffer, "modifiable", false)
  vim.api.nvim_set_current_win(here)
  show(client, buffer, uri)
end

vim.api.nvim_create_autocmd("FileType", {
  pattern = { "yaml", "json" },
  callback = function(event)
    local file = vim.api.nvim_buf_get_name(event.buf)
    if file == "" or file:find("^%a+:") then return end
    local root = root_of(file)
    clients[root] = clients[root] or start(root)
    vim.lsp.buf_attach_client(event.buf, clients[root])
  end,
})
