import Campaigns
import Logging
import Storage

/// Sends through one provider what no line could send, and reads its inbox.
struct ProviderWorker: Sendable {
    let core: Core
    let settings: ProviderSettings
    let route: RouteID

    private var provider: any Provider { settings.provider }
    private var source: String { "provider \(provider.name)" }

    /// Says that its inbox is unread, before anything runs that could send.
    func announce() {
        if settings.poll != nil { core.gate.appeared(source) }
        core.routes.add(route) { [self] in situation }
    }

    /// How it stands for campaigns.
    private var situation: Situation.Route {
        let terms = terms()
        var obstacle: String?
        if !terms.takesUnbound {
            obstacle =
                settings.fallbackAfter.map { "takes over when no line was ready for \($0.components.seconds) s" }
                ?? "sends only what lines gave up"
        }
        return Situation.Route(name: provider.name, obstacle: obstacle, terms: terms)
    }

    func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await pull() }
            if let interval = settings.poll { group.addTask { await poll(every: interval) } }
            await group.waitForAll()
        }
    }

    // MARK: Sending

    private func pull() async {
        while !Task.isCancelled, !core.gate.isClosed {
            let seen = core.bells.queue.count
            let terms = terms()
            var wait: Duration?
            do {
                switch try await core.store.claim(terms, at: core.surroundings.now) {
                case .message(let message):
                    try await send(message, terms)
                    continue
                case .nothing(let until):
                    wait = until.map { max($0 - core.surroundings.now, .milliseconds(1)) }
                }
            } catch StorageError.closed {
                return
            } catch {
                core.surroundings.logger.error("\(provider.name): \(error)")
                wait = .seconds(5)
            }
            if let due = fallbackDue { wait = min(wait ?? due, due) }
            if let again = core.gate.campaignsMayLeave().again {
                wait = min(wait ?? again, again)
            }
            await core.bells.queue.wait(since: seen, atMost: wait, core.timers)
        }
    }

    /// When the fallback would begin, counted from now.
    private var fallbackDue: Duration? {
        guard let after = settings.fallbackAfter else { return nil }
        let ahead = core.roster.linesAhead(within: after).changes
        guard let without = core.roster.withoutLine, without < after else { return ahead }
        return [after - without, ahead].compactMap(\.self).min()
    }

    private func terms() -> RouteTerms {
        var takesUnbound = false
        if let after = settings.fallbackAfter, let without = core.roster.withoutLine { takesUnbound = without >= after }
        return RouteTerms(
            route: route,
            limits: settings.limits,
            takesUnbound: takesUnbound,
            linesAhead: settings.fallbackAfter.flatMap { core.roster.linesAhead(within: $0).names },
            campaignsMayLeave: core.gate.campaignsMayLeave().allowed,
            takesWhole: true,
            tariff: SegmentPrice(Amount(thousandths: provider.pricePerSegment), currency: settings.currency),
            dailySpend: settings.dailySpend
        )
    }

    private func send(_ message: ClaimedMessage, _ terms: RouteTerms) async throws {
        guard !core.gate.isClosed else {
            return try await core.store.release(message, at: core.surroundings.now, reason: "the daemon stops")
        }
        let verdict = try await core.store.handOver(message, on: terms, at: core.surroundings.now)
        guard case .go(let validity) = verdict else {
            try await core.store.release(message, at: core.surroundings.now, reason: "not now")
            return
        }
        core.feed.tell(
            .handedOver(
                message: message.id,
                message.number,
                segment: 1,
                of: message.total,
                route: provider.name,
                origin: message.origin
            )
        )
        let request = ProviderMessage(
            id: message.id,
            recipient: message.number,
            text: message.text,
            validity: validity
        )
        let answer: ProviderAnswer =
            switch await provider.send(request) {
            case .accepted(let id, let segments): .accepted(id: id, segments: segments)
            case .refused(let failure, let reason):
                .refused(failure, reason: reason, jitter: core.surroundings.random.fraction())
            case .uncertain(let reason): .uncertain(reason: reason)
            }
        try await store(answer, of: message)
        core.bells.plan.ring()
    }

    /// Stores an answer, however long the database refuses: nobody else knows it.
    private func store(_ answer: ProviderAnswer, of message: ClaimedMessage) async throws(StorageError) {
        let at = core.surroundings.now
        while true {
            do {
                return try await core.store.answered(message, by: route, answer, at: at)
            } catch {
                if error == .closed || Task.isCancelled { throw error }
                core.surroundings.logger.error("\(provider.name): an answer could not be stored: \(error)")
                try? await core.surroundings.clock.sleep(for: .seconds(5))
            }
        }
    }

    // MARK: Receiving

    private func poll(every interval: Duration) async {
        while !Task.isCancelled {
            do {
                var cursor = try await core.store.cursor(of: route)
                if let page = try await provider.poll(since: cursor) {
                    for event in page.events { try await take(event) }
                    cursor = page.cursor
                    try await core.store.setCursor(cursor, of: route)
                }
                core.gate.settled(source)
            } catch StorageError.closed {
                return
            } catch {
                core.surroundings.logger.warning("\(provider.name): its inbox could not be read: \(error)")
            }
            try? await core.surroundings.clock.sleep(for: interval)
        }
    }

    /// Takes the provider's own request to us: what it tells is committed before it is answered.
    func take(_ request: WebhookRequest) async throws -> WebhookReply {
        let reply = try provider.events(in: request)
        for event in reply.events { try await take(event) }
        return reply
    }

    private func take(_ event: ProviderEvent) async throws {
        switch event {
        case .inbound(let inbound):
            try await core.inbox.take(inbound, from: route, named: provider.name)
        case .status(let id, let status, let reason):
            let outcome: ProviderOutcome
            switch status {
            case .sent: return
            case .delivered: outcome = .delivered
            case .undelivered, .failed: outcome = .undelivered
            case .optedOut: outcome = .optedOut
            }
            try await core.store.receiveStatus(
                of: id,
                from: route,
                outcome,
                reason: reason,
                at: core.surroundings.now
            )
            core.bells.plan.ring()
        }
    }
}
