import SMS

extension SimulatedNetwork {
    mutating func submitted(_ line: String, _ submission: Int, _ reference: Int, _ pdu: String, at now: Duration) {
        let fault = takeFault(line)
        var wait = random.duration(in: settings.acceptance)
        if case .slow(let more) = fault { wait += more }
        func result(_ outcome: SimulatedModem.Outcome) -> Due {
            .result(line: line, submission: submission, outcome)
        }
        guard let decoded = try? PDUDecoder.decode(hex: pdu, options: DecodeOptions(direction: .submit)),
            case .submit(let submit) = decoded.tpdu
        else {
            record(.unreadable(line: line, pdu: pdu), at: now)
            schedule(result(.refused(cms: 96)), at: now + wait)
            return
        }
        let segment = NetworkSegment(line, submit, reference, pdu)
        if let number = refusal(segment.recipient, fault) {
            record(.refused(segment, cms: number), at: now)
            schedule(result(.refused(cms: number)), at: now + wait)
            return
        }
        record(.accepted(segment), at: now)
        switch fault {
        case .loseAnswer: schedule(result(.silent), at: now + wait)
        case .lateAnswer(let delay): schedule(result(.late(delay)), at: now + wait)
        default: schedule(result(.accepted), at: now + wait)
        }
        if fault == .loseMessage || random.chance(settings.loss) {
            record(.lost(segment), at: now)
            return
        }
        let arrival = now + wait + random.duration(in: settings.delivery)
        schedule(.arrival(segment, submittedAt: now, wantsReport: submit.requestsStatusReport), at: arrival)
    }

    private mutating func takeFault(_ line: String) -> SubmissionFault? {
        guard let position = faults.firstIndex(where: { $0.line == nil || $0.line == line }) else { return nil }
        return faults.remove(at: position).fault
    }

    private func refusal(_ recipient: String, _ fault: SubmissionFault?) -> Int? {
        if case .refuse(let number) = fault { return number }
        if case .refused(let number) = person(recipient)?.behaviour { return number }
        return nil
    }

    mutating func perform(_ due: Due, at now: Duration, _ actions: inout [Action]) {
        switch due {
        case .result(let line, let submission, let outcome):
            actions.append(.submitResult(line: line, submission: submission, outcome))
        case .arrival(let segment, let submittedAt, let wantsReport):
            arrive(segment, submittedAt: submittedAt, wantsReport: wantsReport, at: now)
        case .delivery(let number): deliver(number, &actions)
        case .writing(let sender, let line, let text, let pause):
            write(from: sender, line: line, text: text, pause: pause, at: now)
        }
    }

    private mutating func arrive(
        _ segment: NetworkSegment,
        submittedAt: Duration,
        wantsReport: Bool,
        at now: Duration
    ) {
        let behaviour = person(segment.recipient)?.behaviour
        if behaviour == .doesNotExist {
            if wantsReport { report(segment, status: 0x43, submittedAt: submittedAt, at: now) }
            return
        }
        if case .reported(let status) = behaviour {
            if wantsReport { report(segment, status: status, submittedAt: submittedAt, at: now) }
            guard status < 0x20 else { return }
        }
        if case .off(let until) = behaviour, until > now {
            if wantsReport { report(segment, status: 0x22, submittedAt: submittedAt, at: now) }
            schedule(.arrival(segment, submittedAt: submittedAt, wantsReport: wantsReport), at: until)
            return
        }
        if wantsReport, !isReported(behaviour) { report(segment, status: 0x00, submittedAt: submittedAt, at: now) }
        if case .interrupts(let text, let delay) = behaviour, segment.total > 1, segment.sequence == 1 {
            schedule(.writing(from: segment.recipient, line: segment.line, text: text, pause: .zero), at: now + delay)
        }
        guard let text = collect(segment) else { return }
        if let own = lines.first(where: { $0.number == segment.recipient }),
            let sender = lines.first(where: { $0.imsi == segment.line })
        {
            write(from: sender.number, line: own.imsi, text: text, pause: .zero, at: now)
            return
        }
        record(.received(by: segment.recipient, line: segment.line, text: text), at: now)
        received[segment.recipient, default: 0] += 1
        if let behaviour { answer(segment, behaviour, at: now) }
    }

    /// The whole text once all segments are there; a segment that came before counts once.
    private mutating func collect(_ segment: NetworkSegment) -> String? {
        guard let concatenation = segment.concatenation, segment.total > 1 else { return segment.text }
        let position =
            inboxes.firstIndex {
                $0.recipient == segment.recipient && $0.line == segment.line && $0.concatenation == concatenation
                    && $0.parts.first?.total == segment.total
            }
        guard let position else {
            inboxes.append(
                Inbox(recipient: segment.recipient, line: segment.line, concatenation: concatenation, parts: [segment])
            )
            return nil
        }
        if !inboxes[position].parts.contains(where: { $0.sequence == segment.sequence }) {
            inboxes[position].parts.append(segment)
        }
        guard inboxes[position].parts.count == segment.total else { return nil }
        let parts = inboxes.remove(at: position).parts.sorted { $0.sequence < $1.sequence }
        return parts.map(\.text).joined()
    }

    private mutating func answer(
        _ segment: NetworkSegment,
        _ behaviour: SimulatedPerson.Behaviour,
        at now: Duration
    ) {
        func writing(_ text: String, line: String? = nil, pause: Duration = .zero) -> Due {
            .writing(from: segment.recipient, line: line ?? segment.line, text: text, pause: pause)
        }
        switch behaviour {
        case .answers(let text, let delay): schedule(writing(text), at: now + delay)
        case .answersNth(let wanted, let text, let delay):
            if received[segment.recipient] == wanted { schedule(writing(text), at: now + delay) }
        case .answersInTurn(let answers):
            guard received[segment.recipient] == 1 else { break }
            for answer in answers {
                let line = answer.line.flatMap { number in lines.first { $0.number == number }?.imsi }
                schedule(writing(answer.text, line: line), at: now + answer.after)
            }
        case .answersInParts(let text, let delay, let pause): schedule(writing(text, pause: pause), at: now + delay)
        case .answersLine(let number, let text, let delay):
            let line = lines.first { $0.number == number }?.imsi
            schedule(writing(text, line: line), at: now + delay)
        case .answersOtherLine(let text, let delay):
            let line = lines.first { $0.imsi != segment.line }?.imsi
            schedule(writing(text, line: line), at: now + delay)
        case .silent, .doesNotExist, .refused, .off, .reported, .interrupts: break
        }
    }

    private func isReported(_ behaviour: SimulatedPerson.Behaviour?) -> Bool {
        if case .reported? = behaviour { true } else { false }
    }

    private mutating func report(
        _ segment: NetworkSegment,
        status: UInt8,
        submittedAt: Duration,
        at now: Duration
    ) {
        guard !random.chance(settings.reportLoss), let recipient = try? Address(segment.recipient) else { return }
        let request = StatusReportRequest(
            recipient: recipient,
            messageReference: UInt8(truncatingIfNeeded: segment.reference),
            status: status,
            submittedAt: stamp(submittedAt),
            dischargedAt: stamp(now)
        )
        guard let encoded = try? StatusReportEncoder.encode(request) else { return }
        let content = Delivery.Content.report(
            recipient: segment.recipient,
            reference: segment.reference,
            status: status
        )
        let wait = random.duration(in: settings.report)
        add(segment.line, content, encoded, at: now + wait)
    }

    private mutating func write(from sender: String, line: String, text: String, pause: Duration, at now: Duration) {
        nextConcatenation = (nextConcatenation + 1) % 256
        guard let address = address(of: sender),
            let encoded = try? DeliverEncoder.encode(
                DeliverRequest(from: address, text: text, at: stamp(now), reference: nextConcatenation)
            )
        else { return }
        replies += 1
        let count = encoded.segments.count
        record(
            .replied(NetworkReply(id: replies, sender: sender, line: line, text: text, parts: count)),
            at: now
        )
        var time = now + random.duration(in: settings.reply)
        for (position, segment) in encoded.segments.enumerated() {
            let content = Delivery.Content.part(reply: replies, part: position + 1)
            add(line, content, segment, at: time)
            if duplicatesLeft > 0 || random.chance(settings.duplicates) {
                duplicatesLeft = max(0, duplicatesLeft - 1)
                add(line, content, segment, at: time + .seconds(1))
            }
            time += pause
        }
    }

    /// A number, or a name such as an operator uses.
    private func address(of sender: String) -> Address? {
        (try? Address(sender)) ?? (try? Address(alphanumeric: sender))
    }

    private mutating func add(_ line: String, _ content: Delivery.Content, _ segment: EncodedSegment, at time: Duration)
    {
        deliveries.append(
            Delivery(line: line, content: content, pdu: segment.pdu, tpduLength: segment.tpduLength)
        )
        schedule(.delivery(deliveries.count - 1), at: time)
    }

    private func deliver(_ number: Int, _ actions: inout [Action]) {
        let delivery = deliveries[number]
        guard !delivery.isDone else { return }
        switch delivery.content {
        case .part:
            actions.append(
                .deliver(line: delivery.line, delivery: number, pdu: delivery.pdu, tpduLength: delivery.tpduLength)
            )
        case .report:
            actions.append(
                .report(line: delivery.line, delivery: number, pdu: delivery.pdu, tpduLength: delivery.tpduLength)
            )
        }
    }
}

extension NetworkSegment {
    init(_ line: String, _ submit: Submit, _ reference: Int, _ pdu: String) {
        let concatenation = submit.userData.concatenation
        self.init(
            line: line,
            recipient: submit.destination.number,
            text: submit.userData.text ?? "",
            reference: reference,
            sequence: concatenation?.sequence ?? 1,
            total: concatenation?.total ?? 1,
            concatenation: concatenation?.reference,
            pdu: pdu
        )
    }
}
