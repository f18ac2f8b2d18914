/* The fuzzer's functions are in its run-time library. */
#include "CLibFuzzer.h"

/* What Swift keeps until the process ends is no leak. */
const char *__asan_default_options(void) { return "detect_leaks=0"; }
