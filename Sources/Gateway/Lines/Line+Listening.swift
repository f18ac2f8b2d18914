import Campaigns
import Logging
import Modems
import Storage
import Synchronization

/// What the modem says unasked.
extension Line {
    func listen() async {
        for await notice in session.notices {
            switch notice {
            case .unsolicited(let unsolicited): await take(unsolicited)
            case .lateSubmission(let result): await takeLate(result)
            }
        }
        // A line that is taken out of rotation stops listening, and is not gone.
        if !Task.isCancelled { end(gone: true) }
    }

    func take(_ notice: Unsolicited) async {
        switch notice {
        case .partReady:
            // Said again by a modem that reset itself: whether it did, its settings tell.
            state.withLock { state in
                state.isUnread = true
                state.wantsSurvey = true
            }
            attention.ring()
        case .messageStored, .reportStored:
            state.withLock { $0.isUnread = true }
            attention.ring()
        case .messageRouted(let length, let pdu), .reportRouted(let length, let pdu):
            do {
                try await core.inbox.take(pdu: pdu, length: length, from: route, named: name)
                // Only after it is committed; else the network sends it again.
                if profile.acknowledges { _ = await ask(.acknowledgeRouted) }
            } catch {
                logger.error("\(name): a routed message could not be stored: \(error)")
            }
        case .restarted(let what):
            logger.warning("\(name): the modem restarted (\(what))")
            end(gone: true)
        case .simStatus(let what), .power(let what), .callEnded(let what), .bootNotice(let what), .other(let what):
            logger.debug("\(name): \(Masking.line(what))")
        case .textRouted, .ring, .callerID, .ussd:
            logger.debug("\(name): a notice that is not used yet")
        case .registration(let registration):
            worker.update { $0.registration = registration.state.words }
            state.withLock { $0.wantsSurvey = true }
            attention.ring()
        }
    }

    func takeLate(_ result: SubmissionResult) async {
        let late = state.withLock { state in
            defer { state.late = nil }
            return state.late
        }
        guard let late else { return }
        var reference: Int?
        var accepted = false
        if case .accepted(let number, _) = result { (accepted, reference) = (true, number) }
        try? await core.store.answeredLate(
            message: late.message,
            sequence: late.sequence,
            reference: reference,
            accepted: accepted,
            at: core.surroundings.now
        )
    }
}
