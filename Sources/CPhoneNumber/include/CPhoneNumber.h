#ifndef CPHONENUMBER_H
#define CPHONENUMBER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What came of reading a phone number.
enum cphone_status {
    CPHONE_OK = 0,
    /// Not the text of a phone number.
    CPHONE_NOT_A_NUMBER = 1,
    /// No country prefix and no usable region, or a prefix that no country has.
    CPHONE_UNKNOWN_COUNTRY = 2,
    CPHONE_TOO_SHORT = 3,
    CPHONE_TOO_LONG = 4,
    /// Could be dialled within its town only: the area code is missing.
    CPHONE_LOCAL_ONLY = 5,
    /// A length that no number of this country has.
    CPHONE_WRONG_LENGTH = 6,
    /// The library failed.
    CPHONE_FAILURE = 7,
};

/// What sort of line a number belongs to, as far as its range tells.
enum cphone_kind {
    CPHONE_KIND_UNKNOWN = 0,
    CPHONE_KIND_MOBILE = 1,
    CPHONE_KIND_FIXED = 2,
    CPHONE_KIND_FIXED_OR_MOBILE = 3,
    CPHONE_KIND_TOLL_FREE = 4,
    CPHONE_KIND_PREMIUM = 5,
    CPHONE_KIND_OTHER = 6,
};

typedef struct {
    /// NUL-terminated, with the plus sign. Filled when the status is CPHONE_OK.
    char e164[32];
    /// The two letters of the region, or empty. NUL-terminated.
    char region[8];
    int32_t kind;
    /// 1 when the number lies in a range that is in use.
    int32_t valid;
    /// 1 when the country writes this number with a leading zero at home. Only told of texts without a plus sign.
    int32_t written_with_zero;
} cphone_number;

/// Reads `length` bytes of UTF-8. `region` is two letters, or NULL where none is known. Safe to call from any thread.
int32_t cphone_parse(const char *text, size_t length, const char *region, cphone_number *number);

/// 1 when the library knows the region.
int32_t cphone_knows_region(const char *region);

#ifdef __cplusplus
}
#endif

#endif
