// What the modules do when memory ends or a library finds itself in error: the command says so and ends, the reactor
// traps, which every host reports. The library's own ways print first, and bring all of printf.
#include <__verbose_abort>
#include <cstdlib>
#include <new>

// The command's (cli/host_wasi.cc); the reactor has none.
[[noreturn]] __attribute__((weak)) void EndWithoutMemory();

void* operator new(size_t bytes) {
  void* memory = std::malloc(bytes == 0 ? 1 : bytes);
  if (memory != nullptr) return memory;
  if (EndWithoutMemory != nullptr) EndWithoutMemory();
  __builtin_trap();
}

void* operator new[](size_t bytes) { return operator new(bytes); }
void* operator new(size_t bytes, const std::nothrow_t&) noexcept { return std::malloc(bytes == 0 ? 1 : bytes); }
void* operator new[](size_t bytes, const std::nothrow_t&) noexcept { return std::malloc(bytes == 0 ? 1 : bytes); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, size_t) noexcept { std::free(memory); }

namespace std {
inline namespace _LIBCPP_ABI_NAMESPACE {

void __libcpp_verbose_abort(const char*, ...) noexcept { __builtin_trap(); }

}  // namespace _LIBCPP_ABI_NAMESPACE
}  // namespace std
