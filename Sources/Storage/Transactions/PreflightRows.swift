public import Campaigns
import Foundation
import GRDB

extension Store {
    /// What a preflight of a campaign looks at.
    public func preflightSubject(_ name: String) async throws(StorageError) -> PreflightSubject {
        try await read { transaction in try transaction.preflightSubject(name) }
    }

    /// Some rows of the audience, from `place` on; those who are on the way, once the campaign is started. `known` names
    /// the clocks that need not be told again.
    public func preflightPage(
        of subject: PreflightSubject,
        after place: Int64,
        most: Int,
        known: Set<String>,
        at: Timestamp
    ) async throws(StorageError) -> PreflightPage {
        try await read { transaction in
            try transaction.preflightPage(of: subject, after: place, most: most, known: known, at: at)
        }
    }

    /// The next rows alone that make the audience's hash, and where the ones after them begin.
    public func audiencePage(
        of subject: PreflightSubject,
        after place: Int64,
        most: Int
    ) async throws(StorageError) -> (rows: [AudienceRow], next: Int64?) {
        try await read { transaction in
            let rows = try transaction.audienceRows(
                of: subject.audience,
                campaign: subject.id,
                after: place,
                newest: subject.newestContact,
                most: most
            )
            return (rows.map(\.hashed), rows.count < most ? nil : rows.last?.place)
        }
    }
}

extension Transaction {
    /// With `source`, of those who may be added to it, by the version that counts.
    func preflightSubject(_ name: String, adding source: Audience? = nil) throws -> PreflightSubject {
        let row = try campaign(name)
        let id: Int64 = row["id"]
        guard let state = CampaignState(rawValue: row["state"]) else { throw StorageError.failed("campaign \(id)") }
        let waiting = source == nil ? try waitingVersion(of: id).map { Int($0) } : nil
        let version = waiting ?? (row["version"] as Int)
        let audience = try source ?? audience(row)
        let isStarted = state == .running || state == .paused
        let rows: Int64?
        switch audience {
        case _ where isStarted && source == nil:
            rows = try number(
                "SELECT COUNT(*) FROM enrollment WHERE campaign_id = ? AND state IN ('pending', 'active', 'held')",
                [id]
            )
        case .everyone: rows = try number("SELECT COUNT(*) FROM contact WHERE erased_at IS NULL")
        case .importBatch(let batch):
            rows = try number("SELECT COUNT(*) FROM import_row WHERE import_id = ?", [batch])
        case .numbers(let numbers): rows = Int64(numbers.count)
        }
        let definition = try definition(version: version, of: id, named: name)
        let used = isStarted ? try lastEntry(of: .campaign(id)) : nil
        let stored = try text("SELECT hash FROM campaign_version WHERE campaign_id = ? AND number = ?", [id, version])
        guard let hash = stored.flatMap(ContentHash.init(hex:)) else {
            throw StorageError.failed("version \(version) of campaign “\(name)” has no hash")
        }
        let missing = definition.policy.flatMap { policy in
            policy == PolicyShelf.none || context.policies[policy] != nil ? nil : policy
        }
        return PreflightSubject(
            id: id,
            version: version,
            definition: definition,
            hash: hash,
            state: state,
            audience: audience,
            newestContact: try number("SELECT COALESCE(MAX(id), 0) FROM contact") ?? 0,
            rows: Int(rows ?? 0),
            sentSteps: isStarted ? row["sent_steps"] : 0,
            usedSegments: Int(used?.ordinal ?? 0),
            usedBudget: isStarted ? try spent(by: id).thousandths : 0,
            frozenAudience: (row["audience_hash"] as String?).flatMap(ContentHash.init(hex:)),
            otherCampaigns: try all(
                "SELECT name FROM campaign WHERE state = 'running' AND id != ? ORDER BY id LIMIT 100",
                [id]
            )
            .map { $0["name"] },
            missingPolicy: missing,
            addition: source
        )
    }

    fileprivate func preflightPage(
        of subject: PreflightSubject,
        after place: Int64,
        most: Int,
        known: Set<String>,
        at: Timestamp
    ) throws -> PreflightPage {
        var page = PreflightPage()
        var known = known
        let members =
            subject.looksAtThoseOnTheWay
            ? try membersOnTheWay(of: subject.id, after: place, most: most)
            : try audienceRows(
                of: subject.audience,
                campaign: subject.id,
                after: place,
                newest: subject.newestContact,
                most: most
            )
            .map { Member(member: $0) }
        for member in members {
            guard let number = PhoneNumber(e164: member.member.hashed.number) else { continue }
            let place = try clockPlace(of: number, member.member.hashed.timeZone, subject.definition, at: at)
            if known.insert(place.key).inserted {
                page.clocks.append((place.key, try clock(for: number, place.policy, subject.definition, at: at)))
            }
            let demand = ConsentDemand(of: subject.definition, policy: place.policy)
            let grants = try grants(
                ofContact: member.member.contact,
                after: optedOutAt(member.member.hashed.number, subject.definition.category),
                at: at
            )
            let kinds = ConsentKind.allCases.filter { kind in grants.contains { $0.kind == kind } }
            let lack = grants.isEmpty ? nil : demand.lack(in: grants, at: at)
            var row = PreflightRow(
                number: number,
                line: subject.hasLines ? Int(member.member.place) : nil,
                fields: try member.fields(),
                zone: place.zone
            )
            row.fields["phone"] = number.e164
            (row.consentKinds, row.consentLack) = (kinds, lack)
            let caps =
                context.settings.recipientLimits.caps(for: subject.definition.category)
                + (place.policy?.rules.caps ?? [])
            row.earlier = try lastReceived(by: number.e164, caps, at: at)
            if subject.looksAtThoseOnTheWay {
                row.line = nil
                row.step = member.step
                row.dueAt = member.dueAt
            } else {
                // The newest that will do, or of all where none will.
                let fitting = grants.filter { demand.lack(in: [$0], at: at) == nil }
                row.consentAt = (fitting.isEmpty ? grants : fitting).map(\.capturedAt).max()
                row.exclusion = try exclusion(of: member.member, hasConsent: !grants.isEmpty, lack, in: subject)
            }
            page.rows.append(
                PreflightPage.Row(
                    key: place.key,
                    row: row,
                    hashed: subject.looksAtThoseOnTheWay ? nil : member.member.hashed
                )
            )
        }
        page.next = members.count < most ? nil : members.last?.member.place
        return page
    }

    /// When a number last got something that its caps count, the oldest first.
    private func lastReceived(by number: String, _ caps: [SlidingLimit], at: Timestamp) throws -> [Timestamp] {
        guard let count = caps.map(\.count).max(), let seconds = caps.map(\.seconds).max(), count > 0 else { return [] }
        return try all(
            "SELECT at FROM handover WHERE number = ? AND leading = 1 AND at > ? ORDER BY at DESC LIMIT ?",
            [number, (at - .seconds(seconds)).milliseconds, count]
        )
        .map { Timestamp(milliseconds: $0[0]) }.reversed()
    }

    /// A member of the audience, or somebody who is on the way.
    private struct Member {
        var member: AudienceMember
        var step = 0
        var dueAt: Timestamp?
        /// As they were at the start.
        var frozen: String?

        func fields() throws -> [String: String] {
            guard let frozen else { return try member.templateFields() }
            return try JSONDecoder().decode([String: String].self, from: Data(frozen.utf8))
        }
    }

    private func membersOnTheWay(of campaign: Int64, after place: Int64, most: Int) throws -> [Member] {
        try all(
            """
            SELECT enrollment.id AS place, contact.id, enrollment.number, name, email, time_zone, contact.fields, step,
                due_at, enrollment_fields.fields AS frozen
            FROM enrollment JOIN contact ON contact.id = enrollment.contact_id
                LEFT JOIN enrollment_fields ON enrollment_fields.enrollment_id = enrollment.id
            WHERE campaign_id = ? AND state IN ('pending', 'active', 'held') AND enrollment.id > ?
            ORDER BY enrollment.id LIMIT ?
            """,
            [campaign, place, most]
        )
        .map { row in
            Member(
                member: AudienceMember(
                    place: row["place"],
                    contact: row["id"],
                    hashed: AudienceRow(
                        number: row["number"],
                        name: row["name"],
                        email: row["email"],
                        timeZone: row["time_zone"],
                        fields: row["fields"],
                        hasConsent: true,
                        isRemoved: false
                    )
                ),
                step: row["step"],
                dueAt: row.moment("due_at"),
                frozen: row["frozen"]
            )
        }
    }

    private func exclusion(
        of member: AudienceMember,
        hasConsent: Bool,
        _ lack: String?,
        in subject: PreflightSubject
    ) throws -> PreflightRow.Exclusion? {
        if member.hashed.isRemoved { return .removed }
        if try suppressionReason(of: member.hashed.number) != nil { return .suppressed }
        if try suppressionReason(of: member.hashed.number, for: subject.definition.category) != nil {
            return .suppressed
        }
        if !hasConsent { return .noConsent }
        if lack != nil { return .weakConsent }
        let isBusy =
            try subject.definition.contactPolicy == .exclusive
            && busyElsewhere(member.hashed.number, than: subject.id) != nil
        if isBusy { return .busyElsewhere }
        let definition = subject.definition
        return definition.holdout?.holds(member.hashed.number, of: definition.name) == true ? .heldOut : nil
    }

    // MARK: Clocks

    private struct ClockPlace {
        var key: String
        var policy: PolicyShelf.Match?
        var zone: PreflightRow.ZoneKnowledge
    }

    /// Whose hours are the same has the same key: the same policy, and the same time zones.
    private func clockPlace(
        of number: PhoneNumber,
        _ own: String?,
        _ definition: CampaignDefinition,
        at: Timestamp
    ) throws -> ClockPlace {
        var policy: PolicyShelf.Match?
        if !context.policies.policies.isEmpty { policy = context.policies.match(number, named: definition.policy) }
        if policy?.rules.concerns(definition.category) == false { policy = nil }
        let windows = definition.steps.indices.map { definition.window(ofStep: $0).zone }
        let isOnTheirClock = windows.contains { if case .recipient = $0 { true } else { false } }
        guard isOnTheirClock || policy?.rules.window != nil else {
            return ClockPlace(key: policy?.name ?? "", policy: policy, zone: .known)
        }
        let isTold = own.map { context.zones.contains($0) } ?? false
        let zones = isTold ? [own ?? ""] : context.candidates.zones(of: number.e164)
        let key = "\(policy?.name ?? "")|\(isTold ? "=" : "~")\(zones.joined(separator: ","))"
        let isOpen = zones.isEmpty && isOnTheirClock
        return ClockPlace(key: key, policy: policy, zone: isOpen ? .none : zones.count > 1 ? .several : .known)
    }

    private func clock(
        for number: PhoneNumber,
        _ match: PolicyShelf.Match?,
        _ definition: CampaignDefinition,
        at: Timestamp
    ) throws -> PreflightClock {
        var policy = PreflightPolicy.standard(for: definition.category)
        if let match {
            let base = match.name.prefix { $0 != "," }
            policy = PreflightPolicy(
                name: match.name,
                version: context.policies[String(base)]?.version ?? 0,
                consent: ConsentDemand(of: definition, policy: match),
                optOutText: match.rules.optOutText,
                identity: match.rules.identity ?? policy.identity,
                consentAge: match.rules.consentAge ?? .standard
            )
        }
        var hours: [OpenHours] = []
        var hasNoHours = false
        for step in definition.steps.indices {
            do {
                let judged = try self.hours(of: definition, step: step, for: number.e164, at: at)
                if judged.nextOpening(from: at) == nil { hasNoHours = true }
                hours.append(OpenHours(judged.joint))
            } catch is HoursProblem {
                // The policy is missing: told as a finding of its own.
                let rules = definition.window(ofStep: step)
                hours.append(OpenHours(rules.window, zone: (try? zone(of: rules, for: number.e164)) ?? .utc))
            }
        }
        return PreflightClock(
            policy: policy,
            clock: RecipientClock(
                zone: (try? zone(of: definition.window, for: number.e164)) ?? .utc,
                ownZones: ownZones(of: definition, for: number.e164),
                hours: hours,
                caps: context.settings.recipientLimits.caps(for: definition.category) + (match?.rules.caps ?? [])
            ),
            hasNoHours: hasNoHours
        )
    }
}
