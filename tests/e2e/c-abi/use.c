/* use NAME: renders one Agent, asks for something wrong, renders 10,000 times, and 100 times what is too much. */
#include <agentrender.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char* request =
    "{\"sources\": [{\"name\": \"scout.yaml\", \"text\": \"apiVersion: kubeopencode.io/v1alpha1\\nkind: Agent\\n"
    "metadata: {name: scout, namespace: tidepool}\\n"
    "spec: {workspaceDir: /workspace, serviceAccountName: scout-runner}\\n\"}]}";

static long resident(void) {
  long size = 0, pages = 0;
  FILE* file = fopen("/proc/self/statm", "r");
  if (file == NULL) return 0;
  if (fscanf(file, "%ld %ld", &size, &pages) != 2) pages = 0;
  fclose(file);
  return pages;
}

/* Whether the response to a text has `wanted` in it. */
static int answers(const char* text, const char* wanted) {
  agentrender_response* response = agentrender_render(text, strlen(text));
  char* copy = malloc(response->size + 1);
  int found;
  memcpy(copy, response->data, response->size);
  copy[response->size] = '\0';
  found = strstr(copy, wanted) != NULL;
  if (!found) printf("no %s in %s\n", wanted, copy);
  free(copy);
  agentrender_release(response);
  return found;
}

/* A request for `agents` Agents with `limits`, to be freed. */
static char* large_request(int agents, const char* limits) {
  static const char agent[] =
      "apiVersion: kubeopencode.io/v1alpha1\\nkind: Agent\\nmetadata: {name: scout-%05d, namespace: tidepool}\\n"
      "spec: {workspaceDir: /workspace, serviceAccountName: scout-runner}\\n---\\n";
  char* text = malloc((size_t)agents * sizeof(agent) + strlen(limits) + 100);
  char* at = text;
  int i;
  at += sprintf(at, "{\"limits\": %s, \"sources\": [{\"name\": \"large.yaml\", \"text\": \"", limits);
  for (i = 0; i < agents; ++i) at += sprintf(at, agent, i);
  strcpy(at, "\"}]}");
  return text;
}

/* Whether a call that is too large for `limits` says so, again and again, and leaves no memory behind. */
static int is_limited(const char* limits, const char* wanted, int rounds) {
  const long tolerated = 4096; /* pages: 16 MiB */
  char* text = large_request(20000, limits);
  long before = 0;
  int good = 1, i;
  for (i = 0; i < rounds; ++i) {
    good &= answers(text, wanted);
    if (i == 1) before = resident();
  }
  if (resident() > before + tolerated) {
    printf("%s: grown from %ld to %ld pages\n", limits, before, resident());
    good = 0;
  }
  free(text);
  return good;
}

static int does_not_grow(void) {
  const long tolerated = 64; /* pages; a leak of 30 bytes a call is more */
  long before = resident(), after;
  int i;
  for (i = 0; i < 10000; ++i) {
    agentrender_release(agentrender_render(request, strlen(request)));
    if (i == 500) before = resident();
  }
  after = resident();
  if (after > before + tolerated) printf("grown from %ld to %ld pages\n", before, after);
  return after <= before + tolerated;
}

int main(int count, char** arguments) {
  const char* const refused = "\"accepted\":false";
  int good = agentrender_abi() == AGENTRENDER_ABI;
  good &= answers(request, "name: scout-server");
  good &= answers(request, "\"rendered\":1");
  good &= answers("", refused);
  good &= answers("{", refused);
  good &= answers("{\"sources\": 3}", refused);
  good &= answers("{sources: [], options: {format: xml}}", "not one of yaml");
  agentrender_release(NULL);
  agentrender_free(agentrender_allocate(1));
  good &= does_not_grow();
  good &= strstr(agentrender_about(), "\"controllers\": [\"v0.1.2\", ") != NULL;
  good &= answers("{limits: {memoryMiB: 0}, sources: []}", "limits.memoryMiB");
  good &= answers("{limits: {milliseconds: -1}, sources: []}", "limits.milliseconds");
  good &= answers("{limits: {milliseconds: 4294967296}, sources: []}", "is not between 1 and 2147483647");
  good &= answers("{limits: {memoryMiB: 1, milliseconds: 60000}, sources: []}", "\"accepted\":true");
  good &= is_limited("{\"memoryMiB\": 8}", "more than 8 MiB of memory", 50);
  good &= is_limited("{\"milliseconds\": 10}", "takes longer than 10 milliseconds", 50);
  printf("%s: %s\n", count > 1 ? arguments[1] : "use", good ? "ok" : "FAILED");
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
