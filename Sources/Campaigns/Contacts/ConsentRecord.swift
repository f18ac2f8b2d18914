/// How and when a person agreed to be written to, and what proves it. Records are only ever added.
public struct ConsentRecord: Hashable, Sendable, Codable {
    public var kind: ConsentKind
    /// Where it was given: `web form`, `paper`, `reception`, …
    public var source: String
    public var capturedAt: Timestamp
    /// From then on it counts no more; nil where it has no end.
    public var expiresAt: Timestamp?
    /// What the person agreed to, word for word, where it is known.
    public var wording: String?
    /// What proves it: the name of a file, an address, a form's number.
    public var evidence: String?
    /// Of the file that proves it, in hexadecimal digits.
    public var evidenceSHA256: String?
    /// What it is for; nil: whatever is sent.
    public var purpose: ConsentPurpose?
    /// The country, or the part of one, under whose law it was given, as in ISO 3166: `DE`, `US-FL`.
    public var jurisdiction: String?
    /// The language of the wording, as in BCP 47.
    public var locale: String?
    /// What proves that the person confirmed it from this very number or address; nil where nobody asked.
    public var doubleOptIn: String?
    /// Who recorded it here.
    public var capturedBy: String

    public init(
        kind: ConsentKind,
        source: String,
        capturedAt: Timestamp,
        expiresAt: Timestamp? = nil,
        wording: String? = nil,
        evidence: String? = nil,
        evidenceSHA256: String? = nil,
        purpose: ConsentPurpose? = nil,
        jurisdiction: String? = nil,
        locale: String? = nil,
        doubleOptIn: String? = nil,
        capturedBy: String
    ) {
        self.kind = kind
        self.source = source
        self.capturedAt = capturedAt
        self.expiresAt = expiresAt
        self.wording = wording
        self.evidence = evidence
        self.evidenceSHA256 = evidenceSHA256
        self.purpose = purpose
        self.jurisdiction = jurisdiction
        self.locale = locale
        self.doubleOptIn = doubleOptIn
        self.capturedBy = capturedBy
    }

    /// Whether it allows to write to the person. `optedOutAt` is the last time that they wished to hear no more: what
    /// was consented to before is revoked by it.
    public func counts(at: Timestamp, optedOutAt: Timestamp?) -> Bool {
        if let expiresAt, expiresAt <= at { return false }
        if let optedOutAt, capturedAt <= optedOutAt { return false }
        return true
    }
}

public enum ConsentKind: String, Sendable, Codable, CaseIterable {
    case express, expressWritten, implied, softOptIn, transactional

    /// Reads a kind as people write it: `express written`, `soft-opt-in`, `EXPRESS`.
    public init?(text: some StringProtocol) {
        let letters = text.lowercased().filter(\.isLetter)
        guard let kind = ConsentKind.allCases.first(where: { $0.rawValue.lowercased() == letters }) else { return nil }
        self = kind
    }
}
