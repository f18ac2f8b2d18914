#ifndef CCLOCK_H
#define CCLOCK_H

/// Whether the kernel says that a time server keeps the clock (adjtimex(2), STA_UNSYNC): 1, 0, or -1 where it says nothing.
int cclock_is_synchronised(void);

#endif
