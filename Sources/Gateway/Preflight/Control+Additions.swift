import Campaigns
public import Storage

extension Control {
    /// Numbers that may be named at once.
    private static let mostNumbers = 10_000

    /// Adds the contacts of an import to a campaign that runs or is paused, or tells without `name`, who attests them, what
    /// would become of them.
    public func addContacts(
        ofImport batch: Int64,
        to campaign: String,
        attestedBy name: String?
    ) async throws(ControlProblem) -> CampaignAddition {
        try await add(.importBatch(batch), [], to: campaign, attestedBy: name)
    }

    /// The same with numbers, or names that one contact has alone.
    public func addContacts(
        _ who: [String],
        to campaign: String,
        attestedBy name: String?
    ) async throws(ControlProblem) -> CampaignAddition {
        guard (1...Self.mostNumbers).contains(who.count) else {
            throw .invalid(field: "numbers", reason: "expected 1 to \(Self.mostNumbers) of them")
        }
        var numbers: [PhoneNumber] = []
        for text in who {
            let number = try await number(of: text)
            if !numbers.contains(number) { numbers.append(number) }
        }
        return try await add(.numbers(numbers.map(\.e164)), numbers, to: campaign, attestedBy: name)
    }

    private func add(
        _ source: Audience,
        _ numbers: [PhoneNumber],
        to campaign: String,
        attestedBy name: String?
    ) async throws(ControlProblem) -> CampaignAddition {
        if let name, !(1...200).contains(name.count) || name.allSatisfy(\.isWhitespace) {
            throw .invalid(field: "attest", reason: "say the name of the person who attests it, of 1 to 200 characters")
        }
        var subject = try await stored { () async throws(StorageError) in
            try await core.store.additionSubject(campaign, source: source)
        }
        // Nobody of them has got anything yet.
        subject.sentSteps = 0
        let stale = try await staleReasons(of: subject)
        guard stale.isEmpty else {
            throw .conflict(
                "the preflight of campaign “\(campaign)” would not pass for new contacts: \(stale.joined(separator: "; "))"
            )
        }
        var round = try PreflightRound(control: self, subject: subject, at: now)
        var addition = CampaignAddition(campaign: campaign, isDone: name != nil, attestedBy: name, at: now)
        var missing = Set(numbers)
        while let rows = try await round.nextRows() {
            let page = rows.compactMap { AddedRow($0, missing: subject.definition.missing) }
            for row in page { missing.remove(row.number) }
            for verdict in try await take(page, subject, attestedBy: name) { addition.take(verdict) }
        }
        for number in numbers where missing.contains(number) {
            let reason = "there is no contact with this number: import it, with its consent"
            addition.take(AdditionVerdict(outcome: .leftOut, number: number.e164, reason: reason))
        }
        if name != nil {
            core.bells.plan.ring()
            core.bells.queue.ring()
        }
        return addition
    }

    private func take(
        _ page: [AddedRow],
        _ subject: PreflightSubject,
        attestedBy name: String?
    ) async throws(ControlProblem) -> [AdditionVerdict] {
        guard !page.isEmpty else { return [] }
        return try await stored { () async throws(StorageError) in
            guard let name else { return try await core.store.judge(page, addedTo: subject, at: now) }
            return try await core.store.add(page, to: subject, attestedBy: name, by: actor, at: now)
        }
    }
}

extension AddedRow {
    /// `missing`: what the campaign does with who lacks a field of a text.
    init?(_ looked: (row: PreflightPage.Row, problems: [RowProblem]), missing: MissingFieldPolicy) {
        guard let seen = looked.row.hashed else { return nil }
        let fault = looked.problems.first { $0.kind.isFault && ($0.kind != .missingField || missing == .block) }
        self.init(
            number: looked.row.row.number,
            line: looked.row.row.line,
            seen: seen,
            problem: fault.map { fault in (fault.step.map { "step \($0): " } ?? "") + fault.reason }
        )
    }
}
