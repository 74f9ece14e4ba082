# Makes an executable a WASI module: `model` is command (a process) or reactor (a library that stays).
find_program(AGENTRENDER_WASM_OPT wasm-opt DOC "Binaryen's optimizer; the modules are a sixth larger without it")

function(wasm_module target model)
  set_target_properties(${target} PROPERTIES SUFFIX .wasm)
  # The stack lies first, so an overflow traps instead of writing over data. No host gives more memory than the maximum;
  # the limits of core/model/size_limits.h end a run before it.
  target_link_options(${target} PRIVATE -mexec-model=${model} -Wl,--stack-first -Wl,-z,stack-size=1048576
    -Wl,--max-memory=268435456
    # A call is smaller than nearly every body, one index for an array smaller than a pointer for each of its uses, and
    # those that copy and fill memory are smaller than three loads and stores.
    -Wl,-mllvm,-inline-threshold=-100,-mllvm,-disable-lsr,-mllvm,-disable-licm-promotion,-mllvm,-max-store-memset=2
    -Wl,-mllvm,-enable-pre=false,-mllvm,-enable-load-pre=false
    -Wl,-Map=$<TARGET_FILE_DIR:${target}>/$<TARGET_FILE_BASE_NAME:${target}>.map)
  # A process is started for each input, so that its size counts; a library is called again and again, so that the
  # time of a copy counts, too.
  if(model STREQUAL command)
    target_link_options(${target} PRIVATE -Wl,-mllvm,-max-store-memcpy=1,-mllvm,-max-store-memmove=1)
  else()
    target_link_options(${target} PRIVATE -Wl,-mllvm,-max-store-memcpy=2)
  endif()
  if(AGENTRENDER_WASM_OPT)
    # What is taken apart and put together again, twice, gets smaller; at last the functions that are called most get
    # the short numbers, and the order of instructions is optimized, which each pass after that would undo. Nothing lies
    # in the first kilobyte: it is the stack's end.
    # The features are what clang uses unasked; all WASI runtimes have these.
    add_custom_command(TARGET ${target} POST_BUILD VERBATIM COMMAND ${AGENTRENDER_WASM_OPT}
      --low-memory-unused -Oz --flatten --rereloop -Oz --flatten --rereloop -Oz -Oz --reorder-functions
      --generate-stack-ir --optimize-stack-ir
      --enable-bulk-memory --enable-sign-ext --enable-mutable-globals --enable-nontrapping-float-to-int
      --enable-multivalue --enable-reference-types $<TARGET_FILE:${target}> -o $<TARGET_FILE:${target}>)
  endif()
endfunction()
