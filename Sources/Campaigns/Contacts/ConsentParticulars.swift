/// What people write about a consent beside its kind, day and source, before it is checked.
public struct ConsentParticulars: Hashable, Sendable {
    public enum Field: String, Sendable, CaseIterable {
        case purpose, jurisdiction, locale
        case evidenceSHA256 = "evidence_sha256"
        case doubleOptIn = "double_opt_in"
    }

    public struct Problem: Error, Hashable, Sendable {
        public var field: Field
        public var reason: String
    }

    public var purpose: String?
    public var jurisdiction: String?
    public var locale: String?
    public var evidenceSHA256: String?
    public var doubleOptIn: String?

    public init(
        purpose: String? = nil,
        jurisdiction: String? = nil,
        locale: String? = nil,
        evidenceSHA256: String? = nil,
        doubleOptIn: String? = nil
    ) {
        self.purpose = purpose
        self.jurisdiction = jurisdiction
        self.locale = locale
        self.evidenceSHA256 = evidenceSHA256
        self.doubleOptIn = doubleOptIn
    }

    public var isEmpty: Bool { self == ConsentParticulars() }

    /// Checks them, and puts them into a record.
    public func write(into record: inout ConsentRecord) throws(Problem) {
        if let purpose {
            guard let known = ConsentPurpose(purpose) else {
                throw Problem(
                    field: .purpose,
                    reason: "expected words with commas between them, such as marketing or \"marketing, appointments\""
                )
            }
            record.purpose = known
        }
        if let jurisdiction {
            guard let known = Self.jurisdiction(jurisdiction) else {
                throw Problem(
                    field: .jurisdiction,
                    reason: "expected a country, or a part of one, of ISO 3166, such as DE or US-FL"
                )
            }
            record.jurisdiction = known
        }
        if let locale {
            guard let known = Self.locale(locale) else {
                throw Problem(field: .locale, reason: "expected a language, such as de or pt-BR")
            }
            record.locale = known
        }
        if let evidenceSHA256 {
            let digits = evidenceSHA256.lowercased()
            guard digits.utf8.count == 64, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
                throw Problem(field: .evidenceSHA256, reason: "expected the 64 hexadecimal digits of a SHA-256")
            }
            record.evidenceSHA256 = digits
        }
        if let doubleOptIn {
            guard (1...500).contains(doubleOptIn.count), doubleOptIn.contains(where: { !$0.isWhitespace }) else {
                throw Problem(
                    field: .doubleOptIn,
                    reason: "expected what proves that the person confirmed it, in at most 500 characters"
                )
            }
            record.doubleOptIn = doubleOptIn
        }
    }

    /// `de` is `DE`, `us-fl` is `US-FL`.
    private static func jurisdiction(_ text: String) -> String? {
        let parts = text.uppercased().split(separator: "-", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts[0].count == 2,
            parts[0].allSatisfy({ $0.isASCII && $0.isLetter }),
            parts.dropFirst().allSatisfy({ part in
                (1...3).contains(part.count) && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
            })
        else { return nil }
        return parts.joined(separator: "-")
    }

    /// The form of BCP 47 alone is checked.
    private static func locale(_ text: String) -> String? {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "_" }
        guard let first = parts.first, (2...3).contains(first.count), parts.count <= 5,
            first.allSatisfy({ $0.isASCII && $0.isLetter }),
            parts.allSatisfy({ part in
                (1...8).contains(part.count) && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
            })
        else { return nil }
        return parts.joined(separator: "-")
    }
}
