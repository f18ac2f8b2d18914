/// The national language tables (3GPP TS 23.038 annex A): the UTF-16 unit of each septet, 0 where a table has none. The
/// escape, and in the single shift tables the code that is reserved for control, have none either.
enum NationalTables {
    /// `nil` for Spanish, which has none.
    static func locking(_ language: NationalLanguage) -> [UInt16]? {
        switch language {
        case .turkish: turkishLocking
        case .spanish: nil
        case .portuguese: portugueseLocking
        case .bengali: bengaliLocking
        case .gujarati: gujaratiLocking
        case .hindi: hindiLocking
        case .kannada: kannadaLocking
        case .malayalam: malayalamLocking
        case .oriya: oriyaLocking
        case .punjabi: punjabiLocking
        case .tamil: tamilLocking
        case .telugu: teluguLocking
        case .urdu: urduLocking
        }
    }

    static func single(_ language: NationalLanguage) -> [UInt16] {
        switch language {
        case .turkish: turkishSingle
        case .spanish: spanishSingle
        case .portuguese: portugueseSingle
        case .bengali: bengaliSingle
        case .gujarati: gujaratiSingle
        case .hindi: hindiSingle
        case .kannada: kannadaSingle
        case .malayalam: malayalamSingle
        case .oriya: oriyaSingle
        case .punjabi: punjabiSingle
        case .tamil: tamilSingle
        case .telugu: teluguSingle
        case .urdu: urduSingle
        }
    }

    /// The septet of a character in a locking shift table.
    static func lockingCode(of unit: UInt16, in language: NationalLanguage) -> UInt8? {
        lockingCodes[Int(language.rawValue) - 1][unit]
    }

    /// The septet of a character in a single shift table, behind the escape.
    static func singleCode(of unit: UInt16, in language: NationalLanguage) -> UInt8? {
        singleCodes[Int(language.rawValue) - 1][unit]
    }

    private static let lockingCodes = NationalLanguage.allCases.map { codes(of: locking($0) ?? []) }
    private static let singleCodes = NationalLanguage.allCases.map { codes(of: single($0)) }

    /// Where a table has a character twice, the lower code counts.
    private static func codes(of table: [UInt16]) -> [UInt16: UInt8] {
        var codes: [UInt16: UInt8] = [:]
        for (code, unit) in zip(UInt8(0)..., table) where unit != 0 && codes[unit] == nil {
            codes[unit] = code
        }
        return codes
    }
}
