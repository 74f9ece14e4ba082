// The C library's functions for memory as the modules need them: its own serve threads and processors without the
// instructions that copy and fill memory, and are 13 kB. Compiled apart (CMakeLists.txt), for the compiler knows these
// names, and would make calls of them in themselves.
#include <cerrno>
#include <cstddef>
#include <cstdint>

extern unsigned char __heap_base;  // where the linker's part of the memory ends

namespace {

// A piece of memory, free or taken. What a taken one holds begins behind this head, at a multiple of 16.
struct Block {
  size_t size;  // of all of it, a multiple of 16
  Block* next;  // of a free one: the next free one

  char* begin() { return reinterpret_cast<char*>(this); }
  char* end() { return begin() + size; }
};
constexpr size_t kHead = sizeof(Block);
constexpr size_t kPage = size_t{64} << 10;
// Free blocks up to this size stay as they are, in a list for each size; larger ones are joined with their neighbours.
constexpr size_t kSmall = 1024;

Block* small_blocks[kSmall / 16 + 1];
Block* blocks = nullptr;   // the others, by address
char* heap_end = nullptr;  // where the last block ends

Block* BlockOf(void* memory) { return reinterpret_cast<Block*>(static_cast<char*>(memory) - kHead); }

void JoinWithNext(Block* block) {
  if (block->end() != reinterpret_cast<char*>(block->next)) return;
  block->size += block->next->size;
  block->next = block->next->next;
}

void Insert(Block* block) {
  Block* before = nullptr;
  for (Block* other = blocks; other != nullptr && other < block; other = other->next) before = other;
  Block*& link = before == nullptr ? blocks : before->next;
  block->next = link;
  link = block;
  JoinWithNext(block);
  if (before != nullptr) JoinWithNext(before);
}

// The first block that is large enough, cut to size. When there is none: null, and in `at_end` what the free block at
// the heap's end has.
Block* TakeFirst(size_t size, size_t& at_end) {
  for (Block** link = &blocks; *link != nullptr; link = &(*link)->next) {
    Block* block = *link;
    if (block->size >= size) {
      *link = block->next;
      if (block->size > size) {
        Block* rest = reinterpret_cast<Block*>(block->begin() + size);
        rest->size = block->size - size;
        rest->next = block->next;
        *link = rest;
        block->size = size;
      }
      return block;
    }
    if (block->end() == heap_end) at_end = block->size;
  }
  return nullptr;
}

// Adds at least so many bytes to the free ones at the heap's end.
bool Grow(size_t bytes) {
  if (heap_end == nullptr) {
    heap_end = reinterpret_cast<char*>((reinterpret_cast<uintptr_t>(&__heap_base) + 15) / 16 * 16 + kHead);
  }
  size_t room = __builtin_wasm_memory_size(0) * kPage - kHead - reinterpret_cast<uintptr_t>(heap_end);
  if (room < bytes) {
    const size_t pages = (bytes - room + kPage - 1) / kPage;
    if (__builtin_wasm_memory_grow(0, pages) == SIZE_MAX) return false;
    room += pages * kPage;
  }
  Block* block = reinterpret_cast<Block*>(heap_end);
  block->size = room;
  heap_end += room;
  Insert(block);
  return true;
}

Block* Take(size_t size) {
  if (size <= kSmall && small_blocks[size / 16] != nullptr) {
    Block* block = small_blocks[size / 16];
    small_blocks[size / 16] = block->next;
    return block;
  }
  size_t at_end = 0;
  Block* block = TakeFirst(size, at_end);
  return block == nullptr && Grow(size - at_end) ? TakeFirst(size, at_end) : block;
}

}  // namespace

extern "C" {

void* memcpy(void* to, const void* from, size_t bytes) { return __builtin_memcpy(to, from, bytes); }
void* memmove(void* to, const void* from, size_t bytes) { return __builtin_memmove(to, from, bytes); }
void* memset(void* to, int byte, size_t bytes) { return __builtin_memset(to, byte, bytes); }

void* memchr(const void* from, int byte, size_t bytes) {
  const auto* text = static_cast<const unsigned char*>(from);
  for (; bytes != 0; --bytes, ++text) {
    if (*text == static_cast<unsigned char>(byte)) return const_cast<unsigned char*>(text);
  }
  return nullptr;
}

size_t strlen(const char* text) {
  const char* end = text;
  while (*end != 0) ++end;
  return static_cast<size_t>(end - text);
}

// Of what reading stdin and writing stdout can end with; the library's has all 76 texts.
char* strerror(int error) {
  const char* text = "No error information";
  if (error == EBADF) text = "Bad file descriptor";
  if (error == EFBIG) text = "File too large";
  if (error == EIO) text = "I/O error";
  if (error == EISDIR) text = "Is a directory";
  if (error == ENOSPC) text = "No space left on device";
  if (error == ENOTCAPABLE) text = "Capabilities insufficient";
  if (error == EPERM) text = "Operation not permitted";
  return const_cast<char*>(text);
}

void* malloc(size_t bytes) {
  if (bytes > SIZE_MAX / 2) return nullptr;
  Block* block = Take((bytes + kHead + 15) / 16 * 16);
  return block == nullptr ? nullptr : block->begin() + kHead;
}

void free(void* memory) {
  if (memory == nullptr) return;
  Block* block = BlockOf(memory);
  if (block->size > kSmall) return Insert(block);
  block->next = small_blocks[block->size / 16];
  small_blocks[block->size / 16] = block;
}

void* calloc(size_t count, size_t bytes) {
  size_t all = 0;
  void* memory = __builtin_mul_overflow(count, bytes, &all) ? nullptr : malloc(all);
  return memory == nullptr ? nullptr : memset(memory, 0, all);
}

// What atexit() calls.
void* __libc_calloc(size_t count, size_t bytes) { return calloc(count, bytes); }

void* realloc(void* memory, size_t bytes) {
  if (memory == nullptr) return malloc(bytes);
  const size_t known = BlockOf(memory)->size - kHead;
  if (bytes <= known) return memory;
  void* larger = malloc(bytes);
  if (larger == nullptr) return nullptr;
  memcpy(larger, memory, known);
  free(memory);
  return larger;
}

}  // extern "C"
