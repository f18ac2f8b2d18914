#ifndef SMSBRIDGE_ALLOCATIONS_H
#define SMSBRIDGE_ALLOCATIONS_H

#include <stdint.h>

/* How often this process asked for memory from the heap, whichever function it asked. One thread only. */
uint64_t allocation_count(void);

#endif
