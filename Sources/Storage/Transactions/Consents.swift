public import Campaigns
import GRDB

extension Store {
    /// Records a consent of a number; the contact is made where there is none. `liftsOptOut` says that it was given
    /// after the person had asked not to be written to, and lifts that; without it a suppression stays in force.
    public func addConsent(
        _ consent: ConsentRecord,
        to number: PhoneNumber,
        liftsOptOut: Bool,
        at: Timestamp
    ) async throws(StorageError) {
        try await write { transaction in
            try transaction.add(consent, to: number.e164, liftsOptOut: liftsOptOut, at: at)
        }
    }
}

extension Transaction {
    fileprivate func add(_ consent: ConsentRecord, to number: String, liftsOptOut: Bool, at: Timestamp) throws {
        if liftsOptOut {
            let categories = try categorySuppressions(of: number)
            guard let current = try currentSuppression(of: number) ?? categories.first?.1 else {
                throw StorageError.conflict("the number is not suppressed: there is nothing to lift")
            }
            let lifted = categories.map(\.category).filter { consent.purpose?.covers([$0.rawValue]) ?? true }
            guard try !lifted.isEmpty || currentSuppression(of: number) != nil else {
                let names = categories.map(\.category.rawValue).joined(separator: ", ")
                throw StorageError.conflict(
                    "the consent is for \(consent.purpose?.words.joined(separator: ", ") ?? ""): it lifts nothing of \(names)"
                )
            }
            guard consent.capturedAt > current.at else {
                throw StorageError.conflict(
                    "the consent was given at \(consent.capturedAt), before \(current.reason.meaning) at "
                        + "\(current.at): it takes a later one, with its time of day where it was the same day"
                )
            }
            guard consent.counts(at: at, optedOutAt: current.at) else {
                throw StorageError.conflict("the consent has ended already: it lifts nothing")
            }
            try lift(number, note: "fresh consent: \(consent.story)", categories: lifted, at: at)
        } else if let current = try currentSuppression(of: number), current.reason == .erasure {
            throw StorageError.conflict(
                "\(current.reason.meaning): a consent is kept only with --lifts-opt-out"
            )
        }
        let contact = try contact(of: number, at: at)
        let wording = try consent.wording.map(keep)
        guard try !isRecorded(consent, wording: wording, of: contact) else {
            throw StorageError.conflict("the very same consent is recorded already")
        }
        try insert(consent, wording: wording, of: contact, at: at)
        try decide("consented", consent.story, number: number, at: at)
    }

    /// START after an opt-out is a consent of its own: what was consented to before the opt-out stays revoked.
    func recordOptIn(of number: String, inbound: Int64, at: Timestamp) throws {
        let consent = ConsentRecord(
            kind: .express,
            source: "START by text message",
            capturedAt: at,
            evidence: "inbound message \(inbound)",
            doubleOptIn: "inbound message \(inbound)",
            capturedBy: "smsbridge"
        )
        try insert(consent, wording: nil, of: contact(of: number, at: at), at: at)
    }

    /// The contact of a number, made where there is none.
    func contact(of number: String, at: Timestamp) throws -> Int64 {
        if let known = try self.number("SELECT id FROM contact WHERE number = ?", [number]) { return known }
        return try insert(
            "INSERT INTO contact (number, created_at, updated_at) VALUES (?1, ?2, ?2)",
            [number, at.milliseconds]
        )
    }

    /// Whether the very same consent is recorded already. `wording` is the hash of its wording.
    func isRecorded(_ consent: ConsentRecord, wording: String?, of contact: Int64) throws -> Bool {
        try exists(
            """
            SELECT 1 FROM consent WHERE contact_id = ? AND kind = ? AND source = ? AND captured_at = ?
                AND expires_at IS ? AND wording_sha256 IS ? AND evidence IS ? AND evidence_sha256 IS ? AND purpose IS ?
                AND jurisdiction IS ? AND locale IS ? AND double_opt_in IS ?
            """,
            [
                contact, consent.kind.rawValue, consent.source, consent.capturedAt.milliseconds,
                consent.expiresAt?.milliseconds, wording, consent.evidence, consent.evidenceSHA256,
                consent.purpose?.text, consent.jurisdiction, consent.locale, consent.doubleOptIn,
            ]
        )
    }

    /// Adds a consent. `wording` is the hash of its wording, which was kept before.
    func insert(
        _ consent: ConsentRecord,
        wording: String?,
        of contact: Int64,
        import batch: Int64? = nil,
        line: Int? = nil,
        at: Timestamp
    ) throws {
        try run(
            """
            INSERT INTO consent (contact_id, kind, source, captured_at, expires_at, wording_sha256, evidence,
                captured_by, import_id, line, created_at, evidence_sha256, purpose, jurisdiction, locale, double_opt_in)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                contact, consent.kind.rawValue, consent.source, consent.capturedAt.milliseconds,
                consent.expiresAt?.milliseconds, wording, consent.evidence, consent.capturedBy, batch, line,
                at.milliseconds, consent.evidenceSHA256, consent.purpose?.text, consent.jurisdiction, consent.locale,
                consent.doubleOptIn,
            ]
        )
    }

    /// Keeps a wording once, and answers its hash.
    func keep(_ wording: String) throws -> String {
        let digest = Digest.sha256(wording)
        try run("INSERT INTO wording (sha256, text) VALUES (?, ?) ON CONFLICT DO NOTHING", [digest, wording])
        return digest
    }

    /// What keeps campaigns from writing to a contact for want of consent; `nil` where one counts.
    func consentLack(
        ofContact contact: Int64,
        number: String,
        _ demand: ConsentDemand = .any,
        at: Timestamp
    ) throws -> String? {
        let optedOut = try optedOutAt(number, demand.category)
        let grants = try grants(ofContact: contact, after: optedOut, at: at)
        if !grants.isEmpty { return demand.lack(in: grants, at: at) }
        let newest = try first(
            "SELECT captured_at, expires_at FROM consent WHERE contact_id = ? ORDER BY captured_at DESC, id DESC LIMIT 1",
            [contact]
        )
        guard let newest else { return Self.noConsent }
        if let optedOut, (newest["captured_at"] as Int64) <= optedOut.milliseconds {
            return "no consent counts any more: the person opted out at \(optedOut)"
        }
        let end = newest.moment("expires_at").map { "it ended at \($0)" } ?? "it ended"
        return "no consent counts any more: \(end)"
    }

    /// The consents that have neither ended nor been revoked.
    func grants(ofContact contact: Int64, after optedOut: Timestamp?, at: Timestamp) throws -> [ConsentGrant] {
        try all(
            """
            SELECT kind, purpose, captured_at, double_opt_in IS NOT NULL AS confirmed FROM consent
            WHERE contact_id = ? AND (expires_at IS NULL OR expires_at > ?) AND captured_at > ? ORDER BY id
            """,
            [contact, at.milliseconds, optedOut?.milliseconds ?? Int64.min]
        )
        .compactMap { row in
            ConsentKind(rawValue: row["kind"]).map { kind in
                ConsentGrant(
                    kind: kind,
                    purpose: (row["purpose"] as String?).flatMap { ConsentPurpose($0) },
                    capturedAt: Timestamp(milliseconds: row["captured_at"]),
                    isDoubleOptIn: row["confirmed"]
                )
            }
        }
    }

    /// The same for whoever is enrolled, asked for each message: one question where a consent counts, as nearly always.
    func consentLack(
        ofEnrollment enrollment: Int64,
        number: String,
        _ demand: ConsentDemand,
        at: Timestamp
    ) throws -> String? {
        let kinds = demand.kinds.map { "AND kind IN (\($0.map { "'\($0.rawValue)'" }.joined(separator: ", ")))" } ?? ""
        let confirmed = demand.needsDoubleOptIn ? "AND double_opt_in IS NOT NULL" : ""
        let oldest = demand.maximumAge.map { (at - $0.duration).milliseconds } ?? Int64.min
        // The uses are one or two; a third place for none.
        let uses = (0...1).map { demand.uses.indices.contains($0) ? ",\(demand.uses[$0])," : nil }
        let counts = try exists(
            """
            SELECT 1 FROM enrollment JOIN consent ON consent.contact_id = enrollment.contact_id
            WHERE enrollment.id = ? AND (expires_at IS NULL OR expires_at > ?) AND captured_at > ? AND captured_at >= ?
                AND (purpose IS NULL OR instr(',' || purpose || ',', ?) > 0 OR instr(',' || purpose || ',', ?) > 0)
                \(kinds) \(confirmed) LIMIT 1
            """,
            [
                enrollment, at.milliseconds, try optedOutAt(number, demand.category)?.milliseconds ?? Int64.min, oldest,
                uses[0],
                uses[1],
            ]
        )
        if counts { return nil }
        guard let contact = try self.number("SELECT contact_id FROM enrollment WHERE id = ?", [enrollment]) else {
            return nil
        }
        return try consentLack(ofContact: contact, number: number, demand, at: at)
    }

    /// The reason of who is left out for want of consent.
    static let noConsent = "no consent is recorded"
    /// How such reasons begin.
    static let noConsentPrefix = "no consent"

    /// Whether a consent counts at `?at`, in a query that has the table contact.
    static func consentCounts(at: String) -> String {
        """
        EXISTS (
            SELECT 1 FROM consent WHERE consent.contact_id = contact.id
                AND (consent.expires_at IS NULL OR consent.expires_at > \(at))
                AND consent.captured_at > COALESCE(
                    (SELECT MAX(at) FROM suppression WHERE number = contact.number AND \(revokes)), -1)
        )
        """
    }
}

extension ConsentRecord {
    /// Such as `express, membership form, of 2026-03-31T00:00:00Z, recorded by maria`.
    var story: String {
        let evidence = evidence.map { ", evidence: \($0)" } ?? ""
        let purpose = purpose.map { ", for \($0.words.joined(separator: ", "))" } ?? ""
        return "\(kind.rawValue), \(source)\(purpose), of \(capturedAt)\(evidence), recorded by \(capturedBy)"
    }
}
