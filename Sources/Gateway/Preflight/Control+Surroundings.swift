import Campaigns
import Storage

extension Control {
    /// What a preflight has to know beside the rows.
    func surroundings(of subject: PreflightSubject) async throws(ControlProblem) -> PreflightSurroundings {
        let definition = subject.definition
        let routes = try await preflightRoutes(of: definition)
        let zone = try? core.store.zones.rules(definition.window.zoneName(recipient: nil))
        return PreflightSurroundings(
            now: now,
            zone: zone ?? .utc,
            routes: routes,
            unknownRoutes: definition.routes.filter { name in !routes.contains { $0.name == name } },
            agent: try await preflightAgent(definition.agent),
            words: core.store.words,
            senderName: parts.senderName,
            currency: parts.currency,
            otherCampaigns: subject.otherCampaigns,
            missingPolicy: subject.missingPolicy,
            sentSteps: subject.sentSteps,
            isStarted: subject.isStarted
        )
    }

    /// The hash of the audience as it is now.
    func audience(of subject: PreflightSubject) async throws(ControlProblem) -> ContentHash {
        if subject.isStarted, let frozen = subject.frozenAudience { return frozen }
        var hash = AudienceHash()
        var place: Int64? = -1
        while let after = place {
            let page = try await stored { () async throws(StorageError) in
                try await core.store.audiencePage(of: subject, after: after, most: 1000)
            }
            for row in page.rows { hash.add(row) }
            place = page.next
        }
        return hash.hash
    }

    /// Everything that a preflight of it would be bound to now.
    func basis(of subject: PreflightSubject, audience: ContentHash) throws(ControlProblem) -> PreflightBasis {
        do {
            return PreflightBasis(
                campaign: subject.hash,
                version: subject.version,
                audience: audience,
                agent: agentHash(subject.definition.agent),
                limits: try limitsHash(),
                policy: try core.store.policyHash(senderName: parts.senderName)
            )
        } catch {
            throw .unavailable("the preflight could not be bound to what it saw: \(error)")
        }
    }

    /// Of the limits and prices that are configured: a modem that is away for a while changes nothing.
    private func limitsHash() throws -> ContentHash {
        struct Terms: Encodable {
            var name: String
            var limits: RateLimits?
            var price: Int
        }
        let lines = parts.modems.map { Terms(name: $0.name ?? "\($0.source)", limits: $0.limits, price: $0.price) }
        let providers = parts.providers.map {
            Terms(name: $0.provider.name, limits: $0.limits, price: $0.provider.pricePerSegment)
        }
        return try CanonicalJSON.hash(of: lines + providers)
    }

    private func preflightAgent(_ name: String) async throws(ControlProblem) -> PreflightSurroundings.Agent {
        let agent = parts.agents.first { $0.name == name }
        var view = PreflightSurroundings.Agent(
            name: name,
            isKnown: agent != nil || name == Answering.people,
            isPerson: name == Answering.people,
            hash: agent?.version
        )
        guard let hash = view.hash else { return view }
        let test = try await stored { () async throws(StorageError) in try await core.store.lastTest(of: hash) }
        view.test = test.map {
            PreflightSurroundings.Agent.Test(
                at: $0.at,
                passed: $0.passed,
                scenarios: $0.results.count,
                failed: $0.failed
            )
        }
        return view
    }

    // MARK: Routes

    /// Those by which the campaign may go.
    private func preflightRoutes(
        of definition: CampaignDefinition
    ) async throws(ControlProblem) -> [PreflightSurroundings.Route] {
        var routes = try await preflightRoutes()
        guard !definition.routes.isEmpty else { return routes }
        for settings in parts.modems where !routes.contains(where: { $0.name == settings.label }) {
            routes.append(try await configured(settings))
        }
        return routes.filter { definition.goes(by: $0.name) }
    }

    private func preflightRoutes() async throws(ControlProblem) -> [PreflightSurroundings.Route] {
        var routes: [PreflightSurroundings.Route] = []
        for route in situation.routes.sorted(by: { $0.name < $1.name }) {
            routes.append(try await preflightRoute(route))
        }
        guard routes.allSatisfy(\.isProvider) else { return routes }
        // None was seen yet: the configured ones count as if they were there.
        for settings in parts.modems { routes.append(try await configured(settings)) }
        return routes
    }

    /// A modem that the configuration knows and whose SIM is not known yet.
    private func configured(
        _ settings: ModemSettings,
        as known: String? = nil,
        obstacle: String = "not seen yet"
    ) async throws(ControlProblem) -> PreflightSurroundings.Route {
        let name = known ?? settings.label
        var forecast = settings.limits.forecastRoute(name: name, price: settings.price)
        forecast.months = try await months(settings.limits, of: nil)
        return PreflightSurroundings.Route(
            name: name,
            isProvider: false,
            obstacle: obstacle,
            limits: settings.limits,
            price: Amount(thousandths: settings.price),
            forecast: forecast
        )
    }

    private func preflightRoute(_ route: Situation.Route) async throws(ControlProblem) -> PreflightSurroundings.Route {
        guard let terms = route.terms else {
            let obstacle = route.obstacle ?? "not in service"
            let settings = parts.modems.first { $0.label == route.name } ?? parts.modems.first(where: \.isForMany)
            if let settings { return try await configured(settings, as: route.name, obstacle: obstacle) }
            var limits = RateLimits.line
            if let modem = core.roster.modems.first(where: { $0.name == route.name }) {
                limits.perDay = modem.dailyLimit
            }
            return PreflightSurroundings.Route(
                name: route.name,
                isProvider: false,
                obstacle: obstacle,
                limits: limits,
                price: .zero,
                forecast: limits.forecastRoute(name: route.name, price: 0)
            )
        }
        var forecast = terms.limits.forecastRoute(name: route.name, price: terms.price, isProvider: terms.takesWhole)
        forecast.months = try await months(terms.limits, of: terms.route)
        let longest = forecast.months == nil ? forecast.limits.map(\.seconds).max() ?? 0 : 31 * SlidingLimit.day
        let recent = try await stored { () async throws(StorageError) in
            try await core.store.recentHandOvers(of: terms.route, within: max(longest, 86_400), at: now)
        }
        forecast.used = recent.byMinutesAgo
        forecast.dayCaps = terms.limits.dayCaps(at: now, firstUse: recent.first ?? now)
        if let window = terms.window, let zone = try? core.store.zones.rules(window.zoneName(recipient: nil)) {
            forecast.hours = OpenHours(window.window, zone: zone)
        }
        return PreflightSurroundings.Route(
            name: route.name,
            isProvider: terms.takesWhole,
            obstacle: route.obstacle,
            limits: terms.limits,
            price: Amount(thousandths: terms.price),
            forecast: forecast,
            reports: try await stored { () async throws(StorageError) in
                try await core.store.reportsDeliveries(terms.route, at: now)
            }
        )
    }
}

extension Control {
    /// What the plan of a line's SIM allows by the month.
    private func months(_ limits: RateLimits, of route: RouteID?) async throws(ControlProblem) -> ForecastMonths? {
        guard limits.billing != nil || limits.recipientsPerMonth != nil else { return nil }
        var months = ForecastMonths(recipients: limits.recipientsPerMonth)
        if let billing = limits.billing {
            months.segments = limits.perMonth
            let zone = (try? core.store.zones.rules(billing.zone)) ?? .utc
            var month = billing.bounds(at: now, zone: zone)
            var starts = [month.lowerBound]
            while month.upperBound - now < .seconds(Int64(CampaignForecast.longest) * SlidingLimit.day) {
                starts.append(month.upperBound)
                month = billing.bounds(at: month.upperBound, zone: zone)
            }
            months.starts = starts
        }
        if limits.recipientsPerMonth != nil, let route {
            let stretch = months.starts?.first.map { (now - $0).components.seconds } ?? SlidingLimit.month
            months.known = try await stored { () async throws(StorageError) in
                try await core.store.recentRecipients(of: route, within: stretch, at: now)
            }
        }
        return months
    }
}

extension PreflightSurroundings {
    /// The routes by which a forecast lets the campaign go: lines that are ready; where none is, all of them; where there
    /// are none, providers.
    var forecastRoutes: [ForecastRoute] {
        let lines = routes.filter { !$0.isProvider }
        let ready = lines.filter { $0.obstacle == nil }
        let chosen = !ready.isEmpty ? ready : !lines.isEmpty ? lines : routes
        return chosen.map(\.forecast)
    }
}

extension RateLimits {
    func forecastRoute(name: String, price: Int, isProvider: Bool = false) -> ForecastRoute {
        let pause = max(3000, spacing * 1000 * (200 + jitterPercent) / 200)
        let fastest = isProvider ? 60 * min(perSecond ?? 10, 100) : max(1, 60_000 / pause)
        // The least time between two is in whole minutes what the fastest pace says.
        return ForecastRoute(name: name, limits: sliding.filter { $0.seconds >= 60 }, fastest: fastest, price: price)
    }

    /// What the days from now on allow while a SIM warms up.
    func dayCaps(at now: Timestamp, firstUse: Timestamp) -> [Int] {
        guard let warmUp else { return [] }
        let first = warmUp.day(at: now, firstUse: firstUse).index
        var caps: [Int] = []
        for day in first..<first + 60 {
            let cap = warmUp.cap(onDay: day, most: perDay)
            if let perDay, cap >= perDay { break }
            caps.append(cap)
        }
        return caps
    }
}

extension ModemSettings {
    /// How a modem is called that was not seen yet.
    fileprivate var label: String {
        if let name { return name }
        return switch source {
        case .path(let path): path
        case .discovered: "\(source)"
        }
    }

    /// It stands for as many modems as there are.
    fileprivate var isForMany: Bool {
        guard name == nil else { return false }
        return switch source {
        case .path(let path): path.contains { "*?[".contains($0) }
        case .discovered: true
        }
    }
}
