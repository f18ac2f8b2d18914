/* The functions are in the fuzzer's run-time library. */
#include "CLibFuzzer.h"
