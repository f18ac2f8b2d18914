// Preloaded: a disk whose syncs take a given time (SYNC_US, microseconds; 200 unless told), wherever the files lie. Put in
// front of a file system in memory, it shows what the program makes of a quick disk on a machine that has a slow one.
#define _GNU_SOURCE
#include <stdlib.h>
#include <time.h>

static int pause_for_disk(void) {
    static long micros = -1;
    if (micros < 0) {
        const char *text = getenv("SYNC_US");
        micros = text ? atol(text) : 200;
    }
    struct timespec rest = {micros / 1000000, micros % 1000000 * 1000};
    nanosleep(&rest, NULL);
    return 0;
}

int fsync(int descriptor) {
    (void)descriptor;
    return pause_for_disk();
}

int fdatasync(int descriptor) {
    (void)descriptor;
    return pause_for_disk();
}
