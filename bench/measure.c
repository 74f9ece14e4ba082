/* measure FILE COMMAND...: runs the command once and appends "cpu wall peak" (seconds, seconds, KiB) to FILE. A small
   process of its own: a child's peak memory counts what its parent had when it was forked. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(struct timeval t) { return (double)t.tv_sec + (double)t.tv_usec / 1e6; }

int main(int argc, char **argv) {
  struct timespec begin, end;
  struct rusage usage;
  int status;
  FILE *file;
  if (argc < 3) return 2;
  clock_gettime(CLOCK_MONOTONIC, &begin);
  const pid_t pid = vfork();
  if (pid == 0) {
    execvp(argv[2], argv + 2);
    _exit(127);
  }
  if (pid < 0 || wait4(pid, &status, 0, &usage) < 0) return 2;
  clock_gettime(CLOCK_MONOTONIC, &end);
  file = fopen(argv[1], "a");
  if (file == NULL) return 2;
  fprintf(file, "%f %f %ld\n", seconds(usage.ru_utime) + seconds(usage.ru_stime),
          (double)(end.tv_sec - begin.tv_sec) + (double)(end.tv_nsec - begin.tv_nsec) / 1e9, usage.ru_maxrss);
  fclose(file);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
