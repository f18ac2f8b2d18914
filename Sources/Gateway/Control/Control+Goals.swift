public import Campaigns
public import Storage

extension Control {
    /// Writes down that a contact reached a goal, which ends its way through the campaign. `who` is a number, or the name
    /// of a contact. Reported again it is the same goal, unless `key` tells them apart.
    public func reach(
        _ goal: Goal,
        by who: String,
        campaign: String?,
        key: String? = nil,
        source: String
    ) async throws(ControlProblem) -> GoalView {
        guard (1...Goal.longestName).contains(goal.name.count) else {
            throw .invalid(field: "name", reason: "has 1 to \(Goal.longestName) characters")
        }
        if let key, !(1...Goal.longestKey).contains(key.count) {
            throw .invalid(field: "idempotency_key", reason: "has 1 to \(Goal.longestKey) characters")
        }
        let number = try await number(of: who)
        let view = try await stored { () async throws(StorageError) in
            try await core.store.reach(
                goal,
                by: number,
                campaign: campaign,
                key: key,
                source: source,
                actor: actor,
                at: now
            )
        }
        core.bells.plan.ring()
        core.bells.queue.ring()
        return view
    }

    /// The goals that were reached, newest first; those of one campaign, or all.
    public func goals(of campaign: String?, limit: Int) async throws(ControlProblem) -> [GoalView] {
        try await stored { () async throws(StorageError) in
            try await core.store.goals(of: campaign, limit: min(max(limit, 1), 10_000))
        }
    }

    /// Ends the ways of some numbers through a campaign, or through all. Answers how many ended.
    public func stop(
        _ who: [String],
        campaign: String?,
        reason: String?
    ) async throws(ControlProblem) -> Int {
        guard (1...10_000).contains(who.count) else {
            throw .invalid(field: "numbers", reason: "expected 1 to 10000 of them")
        }
        var numbers: [PhoneNumber] = []
        for text in who { numbers.append(try await number(of: text)) }
        let who = actor.map { " by \($0)" } ?? " from outside"
        let why = "stopped\(who)" + (reason.map { ": \($0.prefix(200))" } ?? "")
        let all = numbers
        let count = try await stored { () async throws(StorageError) in
            try await core.store.stop(all, campaign: campaign, reason: why, by: actor, at: now)
        }
        core.bells.plan.ring()
        return count
    }

    /// A number as people write it, or the only contact with that name.
    func number(of who: String) async throws(ControlProblem) -> PhoneNumber {
        let problem: PhoneNumberProblem
        do {
            return try PhoneNumber(parsing: who, region: region)
        } catch {
            problem = error
        }
        guard who.contains(where: \.isLetter) else {
            throw .invalid(field: "number", reason: "“\(who.prefix(40))” \(problem)")
        }
        let found = try await stored { () async throws(StorageError) in try await core.store.numbers(named: who) }
        guard let first = found.first.flatMap(PhoneNumber.init(e164:)) else {
            throw .notFound("there is no contact “\(who.prefix(60))”, and it is no number")
        }
        guard found.count == 1 else {
            throw .conflict("there are several contacts “\(who.prefix(60))”: give the number")
        }
        return first
    }
}
