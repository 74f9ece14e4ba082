/* The binary interface of agentrender: one function from bytes to bytes.
 *
 * It is the interface of libagentrender and of agentrender-reactor.wasm, whose exports have these names; there, a
 * pointer and a size are 32-bit numbers, and `_initialize` is called once before anything else. docs/embed.md shows
 * both in use.
 *
 * A request is one JSON (or YAML) object, read strictly:
 *
 *   {"sources": [{"name": "agents/scout.yaml", "text": "apiVersion: ..."}],
 *    "options": {"namespace": "team-a"}}
 *
 *   sources[].name    how findings call the source; required, not empty
 *   sources[].text    YAML or JSON; all sources together are one input
 *   sources[].named   false: what is not a Kubernetes resource is skipped without an error (as in files of a directory)
 *   limits.memoryMiB              memory for what the call makes of the sources, with their texts, and prints: 1 to
 *                                 4095 (default 80). The request is read before that is known, within the default
 *   limits.milliseconds           time for the call (default: no limit). libagentrender only: the module has no clock,
 *                                 and its host stops it
 *   options.namespace             namespace of objects that have none
 *   options.controller            whose rendering is reproduced: v0.1.2 to v0.1.9 (default v0.1.7); the v may be left
 *                                 out
 *   options.effectsOn             an Agent, NAMESPACE/NAME (or NAME): with options.explain and YAML, the response says
 *                                 what each line of the input does to it
 *   options.explain               the response says where each line of YAML output comes from (default false)
 *   options.format                yaml (default), json, ndjson or resourceList
 *   options.keepGoing             print what has no errors, although something else has
 *   options.keepInputs            print Agents, AgentTemplates and KubeOpenCodeConfigs too
 *   options.strict                unknown fields are errors (default true)
 *   options.podSecurity           privileged, baseline or restricted: the Pod Security Standard that Pods must meet
 *   options.inheritedAnnotations  annotations that rendered objects take over from their Agent
 *   options.images                [{name, newName, newTag, digest}], as in kustomize's images
 *   options.suspend               true or false, whatever the Agents say
 *   options.resources             {limits: {memory: 4Gi}, requests: {...}} for the executor container
 *
 * A field that is null counts as absent, and so do an empty controller, podSecurity and namespace. effectsOn has no
 * effect without explain, or when the input has no such Agent.
 *
 * A response is one JSON object:
 *
 *   {"abi": 1,
 *    "accepted": true,            false: the request itself is wrong; problems say why, nothing was rendered
 *    "controller": "v0.1.7",      whose rendering was reproduced
 *    "agents": 1, "rendered": 1,  Agents in the input; Agents whose objects are in output
 *    "problems": [{"severity": "error", "code": "AR0301", "message": "unknown field", "hint": "did you mean ...",
 *                  "file": "agents/scout.yaml", "line": 9, "column": 3,
 *                  "object": {"apiVersion": "...", "kind": "Agent", "namespace": "...", "name": "..."},
 *                  "field": "spec.serviceAcountName"}],
 *    "output": "..."}             the objects as text in options.format; "" when there are errors
 *
 * A call that reaches a limit ends with an error, AR0102, and without output.
 *
 * With options.explain a response also has
 *
 *   {"objects": [{"kind": "Deployment", "namespace": "...", "name": "scout-server", "agent": "scout", "line": 1}],
 *    "lines": [1, 0, 0, 0, 15, 2, 0, 1, 1, 0, ...],
 *    "rules": [["", "copied from the input as it stands"], ["server", "the main container ..."], ...]}
 *
 *   objects   what was rendered, each with the line of the output that it begins in
 *
 *   lines     five numbers for each line of the output that has a key or an item: that line; the line, column and
 *             source of the input that it comes from (line 0: none; sources count from 0); and the rule that made it
 *
 *   rules     the name and purpose of each rule; rule 0 is what was copied from the input
 *
 * and, if options.effectsOn names an Agent in it,
 *
 *   effects   five numbers for each field of the input and stretch of output lines that it changes: the line, column
 *             and source of the field, and the first and last line of the output. Each field was left out once (or, if
 *             the Agent needs it, had another value), and what differed is what it changes
 *
 * A problem always has severity (error, warning or info), code and message. It has hint, file, line, column, object,
 * field and other ({file, line, column}: a second place that matters) where they are known.
 *
 * Fields may be added to requests and responses within one ABI version; a reader of responses skips what it does not
 * know. The functions keep no state between calls and may be called from several threads at once. The WASI instance has
 * one memory and takes one call at a time.
 */
#ifndef AGENTRENDER_H
#define AGENTRENDER_H

#include <stddef.h>
#include <stdint.h>

#define AGENTRENDER_ABI 1

#if defined(__wasm__)
#define AGENTRENDER_API(name) __attribute__((export_name(#name)))
#elif defined(_WIN32)
#define AGENTRENDER_API(name)
#else
#define AGENTRENDER_API(name) __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* The bytes of a response; no terminating NUL. */
typedef struct agentrender_response {
  const char* data;
  size_t size;
} agentrender_response;

/* The ABI version of the library or module. A host compares it with the AGENTRENDER_ABI that it was written for. */
AGENTRENDER_API(agentrender_abi) uint32_t agentrender_abi(void);

/* What the library or module is, as a JSON object that ends with NUL and is never released:
 * {"version": "0.2.0", "controller": "v0.1.7", "controllers": ["v0.1.2", ...]}, where `controller` is the default. */
AGENTRENDER_API(agentrender_about) const char* agentrender_about(void);

/* `size` bytes for a request, or NULL when there is no memory. For hosts of the WASI module: a C program may pass any
 * memory to agentrender_render(). */
AGENTRENDER_API(agentrender_allocate) void* agentrender_allocate(size_t size);

/* Gives back what agentrender_allocate() gave. NULL is allowed. */
AGENTRENDER_API(agentrender_free) void agentrender_free(void* memory);

/* Renders. `request` is only read, and not needed afterwards. Never NULL; the caller releases the response. */
AGENTRENDER_API(agentrender_render)
agentrender_response* agentrender_render(const char* request, size_t size);

/* Gives a response back. NULL is allowed. */
AGENTRENDER_API(agentrender_release) void agentrender_release(agentrender_response* response);

#ifdef __cplusplus
}
#endif

#endif
