import Campaigns
import Logging
import Modems
import SMS
import Storage

/// Takes what routes receive, and commits it with all that follows from it before anything is deleted or answered.
struct Inbox: Sendable {
    let store: Store
    let bells: Bells
    let surroundings: Surroundings
    /// Where the lines are at home, for numbers in national form: two letters.
    let region: String?
    let feed: Feed
    let halts = HaltTimes()

    /// Commits a PDU that a line received or stored. Throws when it could not be committed: then it must stay. Answers
    /// `false` where it cannot be read and is kept as it came. `since` runs since the modem told of it, or showed it.
    func take(
        pdu: String,
        length: Int?,
        from route: RouteID,
        named name: String,
        since: Stopwatch
    ) async throws(StorageError) -> Bool {
        let at = surroundings.now
        switch ReceivedPDU(hex: pdu, length: length) {
        case .deliver(let deliver):
            let part = part(deliver, pdu, route, at: at)
            try await commit(part, from: name, since: since)
        case .report(let report):
            try await take(report, pdu, route, at: at)
        case .broken(let sender, let reason):
            let address = SenderAddress(sender?.number ?? "?", typeOfNumber: sender?.typeOfNumber ?? 5, region: region)
            let part = InboundPart(
                route: route,
                fingerprint: pdu,
                sender: address,
                content: .broken(reason),
                encoding: MessageEncoding.octets.rawValue,
                raw: pdu,
                receivedAt: at
            )
            surroundings.logger.warning("\(name): a message cannot be read (\(reason)); it is kept as it came")
            try await commit(part, from: name, since: since)
            return false
        case .ours:
            break
        }
        return true
    }

    /// Commits a whole message that a provider received.
    func take(_ inbound: ProviderInbound, from route: RouteID, named name: String) async throws(StorageError) {
        let text = inbound.text
        let since = Stopwatch(surroundings.clock)
        let part = InboundPart(
            route: route,
            fingerprint: inbound.id,
            sender: SenderAddress(inbound.sender, typeOfNumber: inbound.sender.hasPrefix("+") ? 1 : 0, region: region),
            content: text.isEmpty ? .nonText("a message without text") : .text(text),
            encoding: Segmentation.preview(text).encoding.rawValue,
            raw: text,
            receivedAt: surroundings.now,
            alreadyConfirmed: inbound.alreadyConfirmed,
            verdict: inbound.verdict
        )
        try await commit(part, from: name, since: since)
    }

    private func commit(_ part: InboundPart, from name: String, since: Stopwatch) async throws(StorageError) {
        var part = part
        part.seenAt = part.receivedAt - since.elapsed
        let receipt = try await store.receive(part)
        // By the steady clock: the wall clock may be put right meanwhile.
        let committedAt = part.seenAt + since.elapsed
        guard !receipt.isDuplicate else { return }
        if receipt.isLoopback {
            surroundings.logger.info("\(name): a test message of one of our own lines came")
            return bells.loopbacks.ring()
        }
        if let id = receipt.part, receipt.halted > 0 { halts.add(HaltTime(part: id, committedAt: committedAt)) }
        let who = part.sender.number?.masked ?? "a service"
        surroundings.logger.info(
            """
            \(name): received from \(who), halted \(receipt.halted), taken back \(receipt.cancelled), \
            raced \(receipt.raced)\(receipt.optedOut ? ", opted out" : "")
            """
        )
        feed.tell(.received(part.sender, route: name, receipt))
        bells.queue.ring()
        bells.plan.ring()
        bells.turns.ring()
        bells.events.ring()
    }

    private func take(_ report: StatusReport, _ pdu: String, _ route: RouteID, at: Timestamp) async throws(StorageError)
    {
        let isNew = try await store.receive(
            InboundReport(
                route: route,
                fingerprint: pdu,
                reference: Int(report.messageReference),
                recipient: report.recipient.number,
                // A report without TP-ST says nothing final.
                status: report.status?.octet ?? 0x30,
                raw: pdu,
                receivedAt: at,
                takenAt: report.timestamp.map { Timestamp(seconds: $0.unixSeconds) }
            )
        )
        if isNew { bells.plan.ring() }
    }

    private func part(_ deliver: Deliver, _ pdu: String, _ route: RouteID, at: Timestamp) -> InboundPart {
        InboundPart(
            route: route,
            fingerprint: deliver.fingerprint,
            sender: SenderAddress(
                deliver.originator.number,
                typeOfNumber: deliver.originator.typeOfNumber,
                region: region
            ),
            content: deliver.inboxContent,
            encoding: deliver.userData.encoding.rawValue,
            raw: pdu,
            receivedAt: at
        )
    }
}
