public import Campaigns
public import Storage

extension Control {
    /// Numbers that must not be written to, newest first.
    public func suppressions(_ filter: SuppressionFilter) async throws(ControlProblem) -> [SuppressionView] {
        try await stored { () async throws(StorageError) in try await core.store.suppressions(filter) }
    }

    /// All that ever kept a number from being written to, oldest first.
    public func suppressionHistory(of number: PhoneNumber) async throws(ControlProblem) -> [SuppressionView] {
        try await stored { () async throws(StorageError) in try await core.store.suppressionHistory(of: number) }
    }

    /// Suppresses a number by hand: for messages of one category, or for all.
    public func suppress(
        _ number: PhoneNumber,
        for category: CampaignCategory? = nil,
        reason: SuppressionReason = .byHand,
        note: String?
    ) async throws(ControlProblem) -> SuppressionView {
        guard reason != .erasure else {
            throw .invalid(field: "reason", reason: "to erase a person: smsbridge contacts erase \(number.e164)")
        }
        _ = try await stored { () async throws(StorageError) in
            guard let category else {
                return try await core.store.suppress(number, reason: reason, note: note, by: actor, at: now)
            }
            return try await core.store.suppress(
                number,
                for: category,
                reason: reason,
                note: note,
                by: actor,
                at: now
            )
        }
        core.bells.plan.ring()
        return try await newest(of: number, category)
    }

    /// Takes a suppression back that was a mistake of people here. `note` says what was wrong.
    public func correctSuppression(
        of number: PhoneNumber,
        for category: CampaignCategory? = nil,
        note: String
    ) async throws(ControlProblem) -> SuppressionView {
        guard note.contains(where: { !$0.isWhitespace }) else {
            throw .invalid(field: "note", reason: "say what was wrong with it")
        }
        try await stored { () async throws(StorageError) in
            guard let category else {
                return try await core.store.correctSuppression(of: number, note: note, by: actor, at: now)
            }
            try await core.store.liftSuppression(of: number, for: category, note: note, by: actor, at: now)
        }
        return try await newest(of: number, category)
    }

    /// Suppresses the numbers of a list, row by row, and says of each what became of it.
    public func suppress(
        _ rows: [SuppressionList.Row],
        list: String,
        key: [UInt8]?,
        known: SuppressedHashes = SuppressedHashes()
    ) async throws(ControlProblem) -> [ImportRowView] {
        let views = try await stored { () async throws(StorageError) in
            try await core.store.suppressRows(rows, list: list, key: key, known: known, by: actor, at: now)
        }
        core.bells.plan.ring()
        return views
    }

    /// Writes down that a list went in.
    public func noteImport(ofSuppressions list: String, added: Int, rows: Int) async throws(ControlProblem) {
        try await stored { () async throws(StorageError) in
            try await core.store.noteImport(ofSuppressions: list, added: added, rows: rows, by: actor, at: now)
        }
    }

    /// The words in force by which people opt out, opt in and ask for help.
    public var keywords: [Keyword] { core.store.words.keywords }

    /// What people did, newest first.
    public func audit(_ filter: AuditFilter) async throws(ControlProblem) -> [AuditEntry] {
        try await stored { () async throws(StorageError) in try await core.store.audit(filter) }
    }

    /// What would become of such rows; nothing is stored.
    public func checkSuppressions(
        _ rows: [SuppressionList.Row],
        key: [UInt8]?,
        known: SuppressedHashes = SuppressedHashes()
    ) async throws(ControlProblem) -> [ImportRowView] {
        try await stored { () async throws(StorageError) in
            try await core.store.checkSuppressions(rows, key: key, known: known)
        }
    }

    /// What is suppressed now, as a list under that key would hold it.
    public func suppressedHashes(under key: [UInt8]) async throws(ControlProblem) -> SuppressedHashes {
        try await stored { () async throws(StorageError) in try await core.store.suppressedHashes(under: key) }
    }

    private func newest(
        of number: PhoneNumber,
        _ category: CampaignCategory?
    ) async throws(ControlProblem) -> SuppressionView {
        let history = try await suppressionHistory(of: number)
        guard let view = history.last(where: { $0.category == category?.rawValue }) ?? history.last else {
            throw .notFound("there is no suppression of \(number.masked)")
        }
        return view
    }
}
