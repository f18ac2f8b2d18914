public import Campaigns
import GRDB

extension Store {
    /// All that is held about one number.
    public func story(of number: PhoneNumber, at: Timestamp) async throws(StorageError) -> ContactStory {
        try await read { transaction in
            let story = try transaction.story(of: number.e164, at: at)
            guard !story.isEmpty else {
                throw StorageError.notFound("contact \(number.masked), and nothing else is held about that number")
            }
            return story
        }
    }
}

extension Transaction {
    /// More rows of each sort than these are not shown.
    static let mostRows = 10_000

    func story(of number: String, at: Timestamp) throws -> ContactStory {
        let contact = try first("SELECT * FROM contact WHERE number = ?", [number])
        let id = contact?["id"] as Int64? ?? 0
        let conversation = try self.number("SELECT id FROM conversation WHERE number = ?", [number]) ?? 0
        return ContactStory(
            number: number,
            contact: try contact.map { try contactView($0, at: at) },
            consents: try consents(of: number, after: 0, limit: Self.mostRows, at: at),
            imports: try importsOf(contact: id),
            enrollments: try enrollmentsOf(contact: id),
            messages: try messages(with: number),
            ownerChanges: try history("owner_change", of: conversation, most: Self.mostRows).map(OwnerChangeView.init),
            suppressions: try suppressionHistory(of: number),
            decisions: try all(
                """
                SELECT id, at, kind, detail FROM decision
                WHERE number = ? AND message_id IS NULL AND enrollment_id IS NULL ORDER BY id LIMIT \(Self.mostRows)
                """,
                [number]
            ).map(DecisionView.init),
            calls: try all(
                """
                SELECT call.*, route.name FROM call JOIN route ON route.id = call.route_id
                WHERE call.number = ? ORDER BY call.id LIMIT \(Self.mostRows)
                """,
                [number]
            ).map(callView),
            receipts: try receipts(about: number)
        )
    }

    private func importsOf(contact: Int64) throws -> [ContactImportView] {
        try all(
            """
            SELECT import.id, import.name, import.sha256, import.made_by, import.begun_at, import_row.line,
                import_row.verdict, import_row.warnings
            FROM import_row JOIN import ON import.id = import_row.import_id
            WHERE import_row.contact_id = ? ORDER BY import.id LIMIT \(Self.mostRows)
            """,
            [contact]
        ).map { row in
            ContactImportView(
                import: row["id"],
                name: row["name"],
                sha256: row["sha256"],
                by: row["made_by"],
                at: Timestamp(milliseconds: row["begun_at"]),
                line: row["line"],
                verdict: row["verdict"],
                warnings: (row["warnings"] as String?)?.split(separator: "\n").map(String.init) ?? []
            )
        }
    }

    private func enrollmentsOf(contact: Int64) throws -> [ContactEnrollmentView] {
        try all(
            """
            SELECT enrollment.*, campaign.name AS campaign_name FROM enrollment
            JOIN campaign ON campaign.id = enrollment.campaign_id
            WHERE enrollment.contact_id = ? ORDER BY enrollment.id LIMIT \(Self.mostRows)
            """,
            [contact]
        ).map { row in
            ContactEnrollmentView(
                campaign: row["campaign_name"],
                state: row["state"],
                reason: (row["reason"] as String?).map(Transaction.meaning(ofEnd:)),
                endedAt: row.moment("ended_at"),
                decisions: try all(
                    """
                    SELECT id, at, kind, detail FROM decision WHERE enrollment_id = ? AND message_id IS NULL
                    ORDER BY id LIMIT \(Self.mostRows)
                    """,
                    [row["id"] as Int64]
                ).map(DecisionView.init)
            )
        }
    }

    private func messages(with number: String) throws -> [MessageStory] {
        let sent = try all(
            "\(Self.outbound) WHERE message.number = ? ORDER BY message.id LIMIT \(Self.mostRows)",
            [number]
        ).map { row in
            MessageStory(
                message: try outboundView(row),
                decisions: try all(
                    "SELECT id, at, kind, detail FROM decision WHERE message_id = ? ORDER BY id LIMIT \(Self.mostRows)",
                    [row["id"] as Int64]
                ).map(DecisionView.init)
            )
        }
        let received = try all(
            """
            \(Self.inbound) WHERE inbound.conversation_id = (SELECT id FROM conversation WHERE number = ?)
            ORDER BY inbound.id LIMIT \(Self.mostRows)
            """,
            [number]
        ).map { MessageStory(message: inboundView($0), decisions: []) }
        return (sent + received).sorted {
            ($0.message.createdAt, $0.message.id) < ($1.message.createdAt, $1.message.id)
        }
    }

    func suppressionHistory(of number: String) throws -> [SuppressionView] {
        try names(of: number).flatMap { name in
            try all("SELECT * FROM suppression WHERE number = ? ORDER BY id", [name]).map { row in
                var view = Self.suppressionView(row)
                view.number = number
                return view
            }
        }
        .sorted { $0.id < $1.id }
    }
}

extension DecisionView {
    init(_ row: Row) {
        self.init(
            id: row["id"],
            at: Timestamp(milliseconds: row["at"]),
            kind: row["kind"],
            detail: Transaction.meaning(ofEnd: row["detail"])
        )
    }
}
