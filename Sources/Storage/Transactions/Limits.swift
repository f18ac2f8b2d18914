import Campaigns
import GRDB

extension Transaction {
    /// Which limit of a route keeps that many segments to a number waiting; `nil` where they may leave now. Without a
    /// number the limit of recipients is not asked.
    func throttle(
        _ terms: RouteTerms,
        segments: Int = 1,
        to number: String? = nil,
        at: Timestamp
    ) throws -> Throttle? {
        guard !context.planted.contains(.limit) else { return nil }
        try followClock()
        let owner = LimitSlack.Owner.route(terms.route)
        var found: Throttle?
        func consider(_ until: Timestamp?, _ bucket: @autoclosure () -> String) throws {
            guard let until, until > at else { return }
            found = .later(found, Throttle(until: until, bucket: "\(try routeName(terms.route)): \(bucket())"))
        }
        for limit in terms.limits.sliding {
            let opens = try opens(limit, for: terms.needs(segments, within: limit.seconds), of: owner, at: at)
            try consider(opens, "\(limit)")
        }
        if let perSecond = terms.limits.perSecond {
            try consider(try requestsOpen(perSecond, of: terms.route, at: at), "\(perSecond) a second")
        }
        if let limit = try warmUpLimit(terms.limits, of: owner, at: at) {
            let opens = try opens(limit.sliding, for: segments, of: owner, at: at)
            try consider(opens.map { min($0, limit.next) }, "\(limit.sliding) while its SIM warms up")
        }
        if let billing = terms.limits.billing, let most = terms.limits.perMonth {
            let until = try billingOpens(billing, most, for: segments, of: terms.route, at: at)
            try consider(until, "\(most) a month of the bill")
        }
        if let most = terms.limits.recipientsPerMonth, let number {
            try consider(
                try recipientsOpen(terms, most, to: number, at: at),
                "\(most) different recipients a month"
            )
        }
        return found
    }

    /// Which limit of a campaign keeps that many segments waiting.
    func throttle(
        _ limits: RateLimits,
        ofCampaign campaign: Int64,
        segments: Int,
        at: Timestamp
    ) throws -> Throttle? {
        var found: Throttle?
        for limit in limits.sliding {
            guard let opens = try opens(limit, for: segments, of: .campaign(campaign), at: at) else { continue }
            found = .later(found, Throttle(until: opens, bucket: "the campaign: \(limit)"))
        }
        return found
    }

    /// Which limit of a recipient keeps one more message of that origin waiting.
    func throttle(
        recipient number: String,
        _ message: JudgedMessage,
        category: CampaignCategory?,
        caps: [SlidingLimit],
        at: Timestamp
    ) throws -> Throttle? {
        guard message.origin.countsForRecipient, !context.planted.contains(.limit) else { return nil }
        let limits = context.settings.recipientLimits
        var found: Throttle?
        func consider(_ limit: SlidingLimit, _ sql: String, _ words: String) throws {
            let last = try moment(sql, [number, limit.count - 1])
            let opens = limit.nextAllowed(afterCountthLast: last, from: at)
            guard opens > at else { return }
            found = .later(found, Throttle(until: opens, bucket: "the recipient: \(limit)\(words)"))
        }
        for limit in limits.all {
            try consider(
                limit,
                "SELECT at FROM handover WHERE number = ? AND leading = 1 ORDER BY at DESC LIMIT 1 OFFSET ?",
                ""
            )
        }
        for limit in (category.flatMap { limits.campaigns[$0] } ?? []) + caps where category != nil {
            try consider(
                limit,
                """
                SELECT handover.at FROM handover JOIN message ON message.id = handover.message_id
                WHERE handover.number = ? AND handover.leading = 1
                    AND (handover.campaign_id IS NOT NULL OR message.category = 'marketing')
                ORDER BY handover.at DESC LIMIT 1 OFFSET ?
                """,
                " of campaigns"
            )
        }
        return found
    }

    // MARK: One limit

    /// Only who writes knows what is handed over at this moment.
    private func isKnownToAllow(
        _ count: Int,
        _ measure: LimitSlack.Measure,
        of owner: LimitSlack.Owner,
        at: Timestamp
    ) -> Bool {
        mayWrite && context.slack.allows(count, by: measure, of: owner, at: at)
    }

    private func note(_ measure: LimitSlack.Measure, of owner: LimitSlack.Owner, left: Int, at: Timestamp) {
        if mayWrite { context.slack.note(measure, of: owner, left: left, at: at) }
    }

    /// When so many may be handed over, where that is later than now.
    private func opens(
        _ limit: SlidingLimit,
        for count: Int,
        of owner: LimitSlack.Owner,
        at: Timestamp
    ) throws -> Timestamp? {
        guard limit.count > 0 else { return nil }
        let count = min(count, limit.count)
        if isKnownToAllow(count, .sliding(limit), of: owner, at: at) { return nil }
        let last = try lastEntry(of: owner)?.ordinal ?? 0
        // The entry that has to be out of the stretch of time before that many more fit into it.
        let critical = last - Int64(limit.count - count)
        guard critical >= 1 else {
            note(.sliding(limit), of: owner, left: limit.count - Int(last), at: at)
            return nil
        }
        let next = limit.nextAllowed(afterCountthLast: try time(ofEntry: critical, of: owner), from: at)
        guard next <= at else { return next }
        // How many after it are out as well, in steps that grow: it need not be exact.
        var (out, step) = (critical, Int64(1))
        while out < last {
            let probe = min(last, critical + step)
            guard limit.allows(afterCountthLast: try time(ofEntry: probe, of: owner), at: at) else { break }
            (out, step) = (probe, step * 2)
        }
        note(.sliding(limit), of: owner, left: limit.count - Int(last - out), at: at)
        return nil
    }

    /// When one more request may be made of a provider that takes messages whole.
    private func requestsOpen(_ perSecond: Int, of route: RouteID, at: Timestamp) throws -> Timestamp? {
        guard let last = try lastEntry(of: .route(route))?.ordinal else { return nil }
        let limit = SlidingLimit(count: perSecond, seconds: 1)
        let earlier = try moment(
            """
            SELECT MAX(at) FROM handover WHERE route_id = ? AND route_ordinal > ?
            GROUP BY message_id ORDER BY 1 DESC LIMIT 1 OFFSET ?
            """,
            [route, last - Int64(perSecond * Self.mostSegments), perSecond - 1]
        )
        return limit.nextAllowed(afterCountthLast: earlier, from: at)
    }

    /// What a SIM that warms up may send today; `nil` when it may send as much as any.
    func warmUpCap(_ terms: RouteTerms, at: Timestamp) throws -> Int? {
        try warmUpLimit(terms.limits, of: .route(terms.route), at: at)?.sliding.count
    }

    /// What a SIM that warms up may send today, and when that is more; `nil` when it may send as much as any.
    private func warmUpLimit(
        _ limits: RateLimits,
        of owner: LimitSlack.Owner,
        at: Timestamp
    ) throws -> (sliding: SlidingLimit, next: Timestamp)? {
        guard let warmUp = limits.warmUp else { return nil }
        let day = warmUp.day(at: at, firstUse: try time(ofEntry: 1, of: owner) ?? at)
        let cap = warmUp.cap(onDay: day.index, most: limits.perDay)
        if let perDay = limits.perDay, cap >= perDay { return nil }
        return (SlidingLimit(count: cap, seconds: SlidingLimit.day), day.next)
    }

    private func billingOpens(
        _ billing: BillingMonth,
        _ most: Int,
        for count: Int,
        of route: RouteID,
        at: Timestamp
    ) throws -> Timestamp? {
        let measure = LimitSlack.Measure.billingMonth(most)
        let count = min(count, most)
        if isKnownToAllow(count, measure, of: .route(route), at: at) { return nil }
        let month = billing.bounds(at: at, zone: (try? context.zones.rules(billing.zone)) ?? .utc)
        let left = most - (try entries(since: month.lowerBound, of: .route(route)))
        note(measure, of: .route(route), left: left, at: at)
        return left >= count ? nil : month.upperBound
    }

    // MARK: Recipients of a line

    /// From when on recipients of a line count.
    func recipientsSince(_ limits: RateLimits, at: Timestamp) -> Timestamp {
        guard let billing = limits.billing else {
            return Timestamp(milliseconds: at.milliseconds - SlidingLimit.month * 1000)
        }
        return billing.bounds(at: at, zone: (try? context.zones.rules(billing.zone)) ?? .utc).lowerBound
    }

    /// When a line may write to a number, given how many others it wrote to; `nil` is now. An unknown number stands for any
    /// new recipient.
    func recipientsOpen(_ terms: RouteTerms, _ most: Int, to number: String, at: Timestamp) throws -> Timestamp? {
        let measure = LimitSlack.Measure.recipients(most)
        if isKnownToAllow(1, measure, of: .route(terms.route), at: at) { return nil }
        try countRecipients(of: terms.route, at: at)
        let since = recipientsSince(terms.limits, at: at)
        let known = try moment(
            "SELECT at FROM line_recipient WHERE route_id = ? AND number = ?",
            [terms.route, number]
        )
        if let known, known >= since { return nil }
        let charged =
            try self.number(
                "SELECT SUM(count) FROM charge WHERE route_id = ? AND at >= ?",
                [terms.route, since.milliseconds]
            ) ?? 0
        let used =
            try self.number(
                "SELECT COUNT(*) FROM line_recipient WHERE route_id = ? AND at >= ?",
                [terms.route, since.milliseconds]
            ) ?? 0
        let left = most - Int(used + charged)
        note(measure, of: .route(terms.route), left: left, at: at)
        guard left < 1 else { return nil }
        if let billing = terms.limits.billing {
            return billing.bounds(at: at, zone: (try? context.zones.rules(billing.zone)) ?? .utc).upperBound
        }
        let oldest = try moment(
            """
            SELECT at FROM line_recipient WHERE route_id = ? AND at >= ? ORDER BY at LIMIT 1 OFFSET ?
            """,
            [terms.route, since.milliseconds, max(0, Int(used) - most)]
        )
        // What was charged ends by itself, too: it is asked again then.
        let end = oldest.map { Timestamp(milliseconds: $0.milliseconds + SlidingLimit.month * 1000 + 1) }
        return end ?? at + .seconds(3600)
    }

    /// Counts the recipients of hand-overs that are not counted yet: of all that matter where the limit is new.
    private func countRecipients(of route: RouteID, at: Timestamp) throws {
        guard mayWrite, let last = try lastEntry(of: .route(route))?.ordinal,
            let through = try number("SELECT recipients_through FROM route WHERE id = ?", [route]), through < last
        else { return }
        let month = Timestamp(milliseconds: at.milliseconds - (SlidingLimit.month + SlidingLimit.day * 2) * 1000)
        let from = max(
            through + 1,
            last - through > 1000 ? try firstEntry(from: month, of: .route(route), last: last) : 1
        )
        try run(
            """
            INSERT INTO line_recipient (route_id, number, at)
                SELECT route_id, number, MAX(at) FROM handover WHERE route_id = ? AND route_ordinal >= ? GROUP BY number
            ON CONFLICT (route_id, number) DO UPDATE SET at = MAX(at, excluded.at)
            """,
            [route, from]
        )
        try run("UPDATE route SET recipients_through = ? WHERE id = ?", [last, route])
    }
}

extension RouteTerms {
    /// How many segments have to fit at once. A line takes one after the other; but one that cannot end a message within
    /// the hour does not begin it.
    func needs(_ segments: Int, within seconds: Int64) -> Int {
        takesWhole || seconds >= 3600 ? segments : 1
    }
}
