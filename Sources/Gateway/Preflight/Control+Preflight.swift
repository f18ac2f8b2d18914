public import Campaigns
public import Storage

extension Control {
    /// Looks at everything that can be known before a campaign is started, or its edit counts. `name` attests it, where
    /// nothing stands in the way; the campaign is ready to be started then, or the edit counts. `progress` is told how
    /// many rows have been looked at, and of how many.
    public func preflight(
        _ campaign: String,
        attestedBy name: String? = nil,
        progress: @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) async throws(ControlProblem) -> PreflightReport {
        let subject = try await editableSubject(campaign)
        var round = try PreflightRound(control: self, subject: subject, at: now)
        while try await round.next() != nil { progress(round.progress.done, round.progress.of) }
        let surroundings = try await surroundings(of: subject)
        var report = try await round.report(surroundings, basis: try basis(of: subject, audience: round.audience))
        let missing = name.map { $0.trimmed.isEmpty } ?? false
        if missing { throw .invalid(field: "attest", reason: "say the name of the person who attests it") }
        if let name, report.passes {
            do {
                try report.attest(by: String(name.trimmed.prefix(200)), at: now)
            } catch {
                throw .unavailable("the attestation could not be written: \(error)")
            }
        }
        let kept = report
        try await stored { () async throws(StorageError) in try await core.store.keep(kept, of: subject, at: now) }
        core.bells.plan.ring()
        core.bells.queue.ring()
        return report
    }

    /// Looks at the rows alone: what is wrong with them, page by page.
    public func preflightProblems(_ campaign: String) async throws(ControlProblem) -> RowProblems {
        let subject = try await editableSubject(campaign)
        return RowProblems(round: try PreflightRound(control: self, subject: subject, at: now))
    }

    /// The last preflight, without anybody's number or words.
    public func lastPreflight(of campaign: String) async throws(ControlProblem) -> PreflightReport? {
        try await stored { () async throws(StorageError) in try await core.store.lastPreflight(of: campaign) }
    }

    /// Starts a campaign whose preflight was attested and still holds.
    public func startCampaign(_ name: String) async throws(ControlProblem) -> CampaignView {
        let view = try await campaign(name)
        guard view.state == CampaignState.draft.rawValue || view.state == CampaignState.ready.rawValue else {
            throw .conflict("campaign “\(name)” is \(view.state): it cannot be told to start")
        }
        let command = "smsbridge campaign preflight \(Self.quoted(name))"
        let attested = try await stored { () async throws(StorageError) in
            try await core.store.attestedPreflight(of: name)
        }
        guard let attested else {
            throw .conflict(
                "campaign “\(name)” has no attested preflight: run \(command), and when it passes, \(command) --attest NAME"
            )
        }
        let subject = try await editableSubject(name)
        let now = try basis(of: subject, audience: try await audience(of: subject))
        var missing = attested.basis.changes(to: now)
        missing += try await staleReasons(of: subject)
        guard missing.isEmpty else {
            throw .conflict(
                "the preflight that \(attested.by) attested at \(attested.at) does not hold any more: "
                    + missing.joined(separator: "; ") + ". Run \(command) --attest NAME"
            )
        }
        let checked = CheckedCampaign(version: attested.version, audience: attested.basis.audience)
        try await stored { () async throws(StorageError) in
            try await core.store.start(campaign: name, checked: checked, by: actor, at: self.now)
        }
        core.bells.plan.ring()
        core.bells.queue.ring()
        return try await campaign(name)
    }

    private func editableSubject(_ campaign: String) async throws(ControlProblem) -> PreflightSubject {
        let subject = try await stored { () async throws(StorageError) in
            try await core.store.preflightSubject(campaign)
        }
        guard subject.state != .completed, subject.state != .cancelled else {
            throw .conflict("campaign “\(campaign)” is \(subject.state.rawValue): there is nothing to look at before")
        }
        return subject
    }

    /// What holds no longer though nothing was changed: time went by.
    func staleReasons(of subject: PreflightSubject) async throws(ControlProblem) -> [String] {
        let surroundings = try await surroundings(of: subject)
        let judge = PreflightJudge(
            definition: subject.definition,
            figures: PreflightFigures(),
            forecast: .empty(at: now),
            surroundings: surroundings
        )
        return [judge.agent, judge.dates].compactMap(\.self).filter { $0.verdict == .fault }
            .map { [$0.figure, $0.meaning].filter { !$0.isEmpty }.joined(separator: ", ") }
    }

    /// For a shell, as people would type it.
    static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}

/// What is wrong with the rows of an audience, found while it is asked for.
public struct RowProblems {
    var round: PreflightRound

    /// Of the next page of rows; `nil` after the last one.
    public mutating func next() async throws(ControlProblem) -> [RowProblem]? { try await round.next() }
}

extension String {
    fileprivate var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
