/// Why a text is no phone number that can be written to.
public enum PhoneNumberProblem: Error, Hashable, Sendable {
    case empty
    /// Longer than ``PhoneNumber/maximumRawLength`` bytes.
    case textTooLong
    /// Letters or signs that no phone number has.
    case notANumber
    /// A spreadsheet has rounded the number, as in `4.47E+11`: the digits are lost.
    case scientificNotation
    /// A spreadsheet or script has made a decimal of it, as in `447400123456.0`.
    case decimal
    /// The country writes its numbers with a leading zero at home, and here it is missing. The suggestion is what the
    /// number would be if that zero was lost.
    case lostLeadingZero(suggestion: PhoneNumber)
    /// It starts like the country's prefix without a plus sign. The suggestion is the number with it.
    case missingPlus(suggestion: PhoneNumber)
    /// It has no country prefix, and no region says where it belongs.
    case missingCountry
    /// No country has this prefix, or the region is unknown.
    case unknownCountry
    case tooShort
    case tooLong
    /// A length that the country's numbers do not have.
    case wrongLength
    /// Could be dialled within its town only.
    case missingAreaCode
    /// The library for phone numbers failed.
    case failure
}

extension PhoneNumberProblem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .empty: "there is no phone number"
        case .textTooLong: "is too long for a phone number"
        case .notANumber: "is not a phone number: only digits, spaces and + ( ) - . / may occur"
        case .scientificNotation:
            "was rounded by a spreadsheet and its digits are lost: export the column again as text"
        case .decimal: "was turned into a decimal by a spreadsheet: export the column again as text"
        case .lostLeadingZero(let suggestion):
            "has lost its leading zero: export the column as text, or write \(suggestion.e164) if that is meant"
        case .missingPlus(let suggestion): "lacks a plus sign: write \(suggestion.e164) if that is meant"
        case .missingCountry: "has no country prefix: write it with + and the prefix, or name a default region"
        case .unknownCountry: "has a country prefix that does not exist"
        case .tooShort: "is too short"
        case .tooLong: "is too long"
        case .wrongLength: "has a length that numbers of this country do not have"
        case .missingAreaCode: "lacks its area code"
        case .failure: "could not be checked"
        }
    }
}
