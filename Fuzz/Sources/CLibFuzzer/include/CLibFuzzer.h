#ifndef SMSBRIDGE_LIBFUZZER_H
#define SMSBRIDGE_LIBFUZZER_H

#include <stddef.h>
#include <stdint.h>

/* What the fuzzer's run-time library offers; compiler-rt installs no header for it. */
int LLVMFuzzerRunDriver(int *count, char ***arguments, int (*test)(const uint8_t *data, size_t size));
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t capacity);

#endif
