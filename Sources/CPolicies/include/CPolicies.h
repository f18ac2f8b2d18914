#ifndef CPOLICIES_H
#define CPOLICIES_H

#include <stddef.h>

/// A policy that comes with the program: the text of its file in Examples/policies.
typedef struct {
    /// The file's name without its ending, NUL-terminated.
    const char *name;
    const unsigned char *text;
    size_t length;
} cpolicies_file;

/// How many there are.
size_t cpolicies_count(void);

/// One of them, from 0; NULL beyond the last.
const cpolicies_file *cpolicies_at(size_t index);

#endif
