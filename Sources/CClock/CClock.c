#define _DEFAULT_SOURCE
#include "CClock.h"

#include <sys/timex.h>

int cclock_is_synchronised(void) {
    struct timex state = {.modes = 0};
    if (adjtimex(&state) < 0) return -1;
    return (state.status & STA_UNSYNC) == 0;
}
