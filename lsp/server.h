// agentrender lsp: the Language Server Protocol 3.17 on stdin and stdout.
//
// Takes messages of one client, gives answers and diagnostics. One thread, one message at a time: a document is read
// when it changes, requests are answered from the current tree, and findings are computed when no message is waits. The
// folder is the edge of the program, natively only: the core is asked for renderings of small inputs and stays a pure
// function. The server reads files of the workspace; it writes none, fetches nothing and starts nothing.
//
//   transport   bytes of stdin -> messages            tree, workspace, units   files -> what is found in them
//   text, uri   positions and addresses               node, cursor             where in a document a position is
//   server      which message is answered by what     hover, completion, ...   a request each (session.h)
#pragma once

#include "lsp/workspace.h"

namespace agentrender::lsp {

// Serves a client until it sends exit, closes stdin or dies; returns the exit status.
int Serve(const WorkspaceOptions& options, const char* version);

}  // namespace agentrender::lsp
