public import Campaigns
public import Storage

extension Control {
    /// Opens an import of contacts.
    public func begin(_ new: NewImport) async throws(ControlProblem) -> Int64 {
        try await stored { () async throws(StorageError) in try await core.store.begin(new, at: now) }
    }

    /// Stores one batch of an import's rows.
    public func importRows(
        _ rows: [ImportedContact],
        rejected: [ImportProblem],
        into id: Int64
    ) async throws(ControlProblem) {
        try await stored { () async throws(StorageError) in
            _ = try await core.store.importRows(rows, rejected: rejected, into: id, at: now)
        }
    }

    /// What would become of rows; nothing is stored.
    public func checkRows(_ rows: [ImportedContact]) async throws(ControlProblem) -> [ImportRowView] {
        try await stored { () async throws(StorageError) in try await core.store.checkRows(rows, at: now) }
    }

    /// Closes an import and says what became of its rows.
    public func finishImport(_ id: Int64, sha256: String, octets: Int) async throws(ControlProblem) -> ImportView {
        let view = try await stored { () async throws(StorageError) in
            try await core.store.finishImport(id, sha256: sha256, octets: octets, at: now)
        }
        // Campaigns with a live audience take its contacts in.
        core.bells.plan.ring()
        return view
    }

    public func importView(_ id: Int64) async throws(ControlProblem) -> ImportView {
        try await stored { () async throws(StorageError) in try await core.store.importView(id) }
    }

    /// Imports, newest first.
    public func imports(before: Int64?, limit: Int) async throws(ControlProblem) -> [ImportView] {
        try await stored { () async throws(StorageError) in
            try await core.store.imports(before: before, limit: limit)
        }
    }

    /// What became of the rows of an import behind a line.
    public func verdicts(
        of id: Int64,
        after line: Int,
        only verdict: ImportRowView.Verdict?,
        limit: Int
    ) async throws(ControlProblem) -> [ImportRowView] {
        try await stored { () async throws(StorageError) in
            try await core.store.verdicts(of: id, after: line, only: verdict, limit: limit)
        }
    }

    /// Contacts by number, those behind `after`.
    public func contacts(search: String?, after: String?, limit: Int) async throws(ControlProblem) -> [ContactView] {
        try await stored { () async throws(StorageError) in
            try await core.store.contacts(search: search, after: after, limit: limit, at: now)
        }
    }

    /// All that is held about one number.
    public func contactStory(of number: PhoneNumber) async throws(ControlProblem) -> ContactStory {
        try await stored { () async throws(StorageError) in try await core.store.story(of: number, at: now) }
    }

    /// Changes a contact. `by` is who does it.
    public func edit(
        _ number: PhoneNumber,
        _ edit: ContactEdit,
        by: String
    ) async throws(ControlProblem) -> ContactView {
        guard !edit.isEmpty else {
            throw .invalid(field: "", reason: "says nothing to change: give name, email, time_zone or fields")
        }
        if let zone = edit.timeZone, !zone.isEmpty {
            do {
                _ = try core.store.zones.rules(zone)
            } catch {
                throw .invalid(field: "timeZone", reason: error.description)
            }
        }
        let view = try await stored { () async throws(StorageError) in
            try await core.store.edit(number, edit, by: by, at: now)
        }
        // What waits for a window may be due now.
        core.bells.plan.ring()
        return view
    }

    /// Records a consent; `liftsOptOut` says that it was given after the person had asked not to be written to.
    public func addConsent(
        _ consent: ConsentRecord,
        to number: PhoneNumber,
        liftsOptOut: Bool
    ) async throws(ControlProblem) -> [ConsentView] {
        try await stored { () async throws(StorageError) in
            try await core.store.addConsent(consent, to: number, liftsOptOut: liftsOptOut, at: now)
            return try await core.store.consents(of: number, limit: 1000, at: now)
        }
    }

    /// Consents behind an id, of one number or of all.
    public func consents(
        of number: PhoneNumber?,
        after id: Int64,
        limit: Int
    ) async throws(ControlProblem) -> [ConsentView] {
        try await stored { () async throws(StorageError) in
            try await core.store.consents(of: number, after: id, limit: limit, at: now)
        }
    }

    /// Everything that is held about one person. Once it is written, ``recordExport(of:by:reason:octets:counts:)`` makes
    /// the receipt.
    public func export(of number: PhoneNumber) async throws(ControlProblem) -> PersonExport {
        try await stored { () async throws(StorageError) in try await core.store.export(of: number, at: now) }
    }

    public func recordExport(
        of number: PhoneNumber,
        by: String,
        reason: String?,
        octets: [UInt8],
        counts: [String: Int]
    ) async throws(ControlProblem) -> ReceiptView {
        try await stored { () async throws(StorageError) in
            try await core.store.recordExport(
                of: number,
                by: by,
                reason: reason,
                octets: octets,
                counts: counts,
                at: now
            )
        }
    }

    /// Erases one person, and writes the database anew so that nothing of them stays in it.
    public func erase(_ number: PhoneNumber, by: String, reason: String) async throws(ControlProblem) -> ReceiptView {
        let receipt = try await stored { () async throws(StorageError) in
            let receipt = try await core.store.erase(number, by: by, reason: reason, at: now)
            try await core.store.scrub()
            return receipt
        }
        core.bells.plan.ring()
        return receipt
    }

    public func receipts(
        of number: PhoneNumber?,
        before: Int64?,
        limit: Int
    ) async throws(ControlProblem) -> [ReceiptView] {
        try await stored { () async throws(StorageError) in
            try await core.store.receipts(of: number, before: before, limit: limit)
        }
    }

    public func receipt(_ id: Int64) async throws(ControlProblem) -> ReceiptView {
        try await stored { () async throws(StorageError) in try await core.store.receipt(id) }
    }
}
