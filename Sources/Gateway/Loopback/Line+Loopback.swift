import Campaigns
import Logging
import Modems
import Storage
import Synchronization

/// A line's part in the tests of the box's lines with each other.
extension Line {
    private static let busyPause: Duration = .seconds(2)

    /// Takes over what tests showed of this SIM before: what was proven then stays so until a test passes.
    func recallLoopback() async {
        let standing: LoopbackStanding
        do {
            standing = try await core.store.loopbackStanding(of: route)
        } catch {
            return logger.error("\(name): what loopbacks showed of it is not known: \(error)")
        }
        core.alarms.set(.loopbackFailed, of: handle, standing.fault)
        if let fault = standing.fault, standing.isProven { await rotate(.proven(fault)) }
    }

    /// Finds the line's own number out: from the configuration, or from the SIM, which often does not know it.
    func introduce() async {
        guard !core.loopbacks.isIntroduced(route) else { return }
        if let number = await ownNumber() {
            do {
                try await core.store.setOwnNumber(number, of: route, at: core.surroundings.now)
                worker.update { $0.number = number.e164 }
            } catch {
                return logger.error("\(name): its own number could not be stored: \(error)")
            }
        }
        guard !isEnded else { return }
        core.loopbacks.introduce(route)
        core.bells.loopbacks.ring()
    }

    private func ownNumber() async -> PhoneNumber? {
        if let number = worker.settings.number { return number }
        for _ in 0..<3 {
            let answer = await ask(.ownNumber)
            if isEnded { return nil }
            if let text = IdentityAnswer.parseOwnNumber(answer.lines) {
                return try? PhoneNumber(parsing: text, region: core.inbox.region)
            }
            // A SIM that is busy is soon not.
            guard answer.failure == .cme(14) || answer.failure == .cms(314) else { return nil }
            await pause(Self.busyPause)
        }
        return nil
    }

    /// What tests showed of it, for its place in the rotation.
    func takeVerdicts() async {
        for verdict in core.loopbacks.takeVerdicts(of: route) { await rotate(verdict) }
    }
}

extension LoopbackStanding {
    /// What is wrong with the line by its last tests, for people.
    fileprivate var fault: String? {
        var faults: [String] = []
        if let sent, let at = sent.fault(as: .sender) { faults.append("it does not send: a test of \(at) showed it") }
        if let received, let at = received.fault(as: .receiver) {
            faults.append("it does not receive: a test of \(at) showed it")
        }
        if faults.isEmpty, let sent, sent.blame == .either {
            return "a test message of \(sent.createdAt) did not come back: it or its receiver does not work"
        }
        return faults.isEmpty ? nil : faults.joined(separator: "; ")
    }

    fileprivate var isProven: Bool {
        sent.map { $0.blame == .sender && $0.isProven } == true
            || received.map { $0.blame == .receiver && $0.isProven } == true
    }
}

extension Loopback {
    fileprivate func fault(as blame: Blame) -> Timestamp? { self.blame == blame ? createdAt : nil }
}
