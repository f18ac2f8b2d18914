#include "CPhoneNumber.h"

#include <phonenumbers/logger.h>
#include <phonenumbers/phonenumber.pb.h>
#include <phonenumbers/phonenumberutil.h>

#include <cstring>
#include <set>
#include <string>

namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

// The library's own logger writes to standard output, which belongs to the program's answers.
PhoneNumberUtil &library() {
    static PhoneNumberUtil *util = [] {
        PhoneNumberUtil *instance = PhoneNumberUtil::GetInstance();
        instance->SetLogger(new i18n::phonenumbers::NullLogger());
        return instance;
    }();
    return *util;
}

template <size_t capacity>
bool copy(const std::string &from, char (&to)[capacity]) {
    if (from.size() >= capacity) return false;
    std::memcpy(to, from.data(), from.size());
    to[from.size()] = '\0';
    return true;
}

int32_t kind_of(PhoneNumberUtil::PhoneNumberType type) {
    switch (type) {
    case PhoneNumberUtil::MOBILE: return CPHONE_KIND_MOBILE;
    case PhoneNumberUtil::FIXED_LINE: return CPHONE_KIND_FIXED;
    case PhoneNumberUtil::FIXED_LINE_OR_MOBILE: return CPHONE_KIND_FIXED_OR_MOBILE;
    case PhoneNumberUtil::TOLL_FREE: return CPHONE_KIND_TOLL_FREE;
    case PhoneNumberUtil::PREMIUM_RATE:
    case PhoneNumberUtil::SHARED_COST: return CPHONE_KIND_PREMIUM;
    case PhoneNumberUtil::UNKNOWN: return CPHONE_KIND_UNKNOWN;
    default: return CPHONE_KIND_OTHER;
    }
}

int32_t status_of(PhoneNumberUtil::ErrorType error) {
    switch (error) {
    case PhoneNumberUtil::NO_PARSING_ERROR: return CPHONE_OK;
    case PhoneNumberUtil::INVALID_COUNTRY_CODE_ERROR: return CPHONE_UNKNOWN_COUNTRY;
    case PhoneNumberUtil::TOO_SHORT_AFTER_IDD:
    case PhoneNumberUtil::TOO_SHORT_NSN: return CPHONE_TOO_SHORT;
    case PhoneNumberUtil::TOO_LONG_NSN: return CPHONE_TOO_LONG;
    default: return CPHONE_NOT_A_NUMBER;
    }
}

int32_t status_of(PhoneNumberUtil::ValidationResult result) {
    switch (result) {
    case PhoneNumberUtil::IS_POSSIBLE: return CPHONE_OK;
    case PhoneNumberUtil::IS_POSSIBLE_LOCAL_ONLY: return CPHONE_LOCAL_ONLY;
    case PhoneNumberUtil::INVALID_COUNTRY_CODE: return CPHONE_UNKNOWN_COUNTRY;
    case PhoneNumberUtil::TOO_SHORT: return CPHONE_TOO_SHORT;
    case PhoneNumberUtil::TOO_LONG: return CPHONE_TOO_LONG;
    default: return CPHONE_WRONG_LENGTH;
    }
}

}  // namespace

int32_t cphone_parse(const char *text, size_t length, const char *region, cphone_number *number) {
    try {
        std::memset(number, 0, sizeof *number);
        PhoneNumberUtil &util = library();
        PhoneNumber parsed;
        // "ZZ" is the library's word for no region: only a number with a country prefix can be read then.
        int32_t status = status_of(util.Parse(std::string(text, length), region ? region : "ZZ", &parsed));
        if (status != CPHONE_OK) return status;
        status = status_of(util.IsPossibleNumberWithReason(parsed));
        if (status != CPHONE_OK) return status;

        std::string written;
        util.Format(parsed, PhoneNumberUtil::E164, &written);
        if (!copy(written, number->e164)) return CPHONE_TOO_LONG;
        std::string home;
        util.GetRegionCodeForNumber(parsed, &home);
        if (home == "ZZ") util.GetRegionCodeForCountryCode(parsed.country_code(), &home);
        if (home == "ZZ" || !copy(home, number->region)) number->region[0] = '\0';
        number->kind = kind_of(util.GetNumberType(parsed));
        number->valid = util.IsValidNumber(parsed) ? 1 : 0;

        // Formatting for home costs as much as all the rest, and only numbers without a country prefix need it.
        if (length > 0 && text[0] != '+') {
            std::string national;
            util.Format(parsed, PhoneNumberUtil::NATIONAL, &national);
            const size_t first = national.find_first_of("0123456789");
            number->written_with_zero = first != std::string::npos && national[first] == '0' ? 1 : 0;
        }
        return CPHONE_OK;
    } catch (...) {
        return CPHONE_FAILURE;
    }
}

int32_t cphone_knows_region(const char *region) {
    try {
        // Asked for every number of a list: the library would make the set anew each time.
        static const std::set<std::string> regions = [] {
            std::set<std::string> all;
            library().GetSupportedRegions(&all);
            return all;
        }();
        return regions.count(region) ? 1 : 0;
    } catch (...) {
        return 0;
    }
}
