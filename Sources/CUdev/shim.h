#pragma once
#include <libudev.h>
#include <sys/ioctl.h>

// Unlocks the slave of the pty whose master is fd, and returns its number (it is /dev/pts/N), or -1 with errno set.
// The requests' numbers are macros that Swift does not see, and ptsname is not safe among threads.
static inline int devices_pty_unlock(int fd) {
    int locked = 0;
    unsigned int number = 0;
    if (ioctl(fd, TIOCSPTLCK, &locked) != 0 || ioctl(fd, TIOCGPTN, &number) != 0) return -1;
    return (int)number;
}
