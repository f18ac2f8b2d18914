import Modems

extension SimulatedModem {
    mutating func submitted(_ submission: Int, _ outcome: Outcome, _ actions: inout [Action]) {
        let reference = references.removeValue(forKey: submission) ?? 0
        guard isPlugged, mode == .submitting(submission) else { return }
        guard !isHung else {
            mode = .commands
            return
        }
        let success = hardware.hidesReference ? ["OK"] : ["+CMGS: \(reference)", "OK"]
        // A fault of the modem only changes what the host hears of a message that the network took.
        switch outcome == .accepted && !outcomes.isEmpty ? outcomes.removeFirst() : outcome {
        case .accepted: say(success, &actions)
        case .refused(let number): refuse(cms: number, &actions)
        case .silent: break
        case .late(let delay): say(success, after: delay, &actions)
        }
        resume(&actions)
    }

    mutating func deliver(
        _ delivery: Int,
        _ pdu: String,
        _ length: Int,
        isReport: Bool,
        _ actions: inout [Action]
    ) {
        guard isReachable else {
            actions.append(.undeliverable(delivery: delivery))
            return
        }
        let way = notifications[isReport ? 3 : 1]
        let routes = isReport ? way == 1 : way == 2
        if routes {
            if !isHung { write("\r\n\(isReport ? "+CDS: " : "+CMT: ,")\(length)\r\n\(pdu)\r\n", &actions) }
            actions.append(.routed(delivery: delivery))
            return
        }
        // A report that nobody asked for is taken and forgotten.
        if isReport, way == 0 {
            actions.append(.routed(delivery: delivery))
            return
        }
        let name = storages[2]
        guard let position = self[storage: name].firstIndex(where: { $0 == nil }) else {
            actions.append(.undeliverable(delivery: delivery))
            return
        }
        self[storage: name][position] = SimulatedSIM.Slot(pdu: pdu, tpduLength: length, delivery: delivery)
        let index = position + hardware.firstIndex
        actions.append(.stored(delivery: delivery, storage: name, index: index))
        if way > 0, !isHung, !hardware.isDeaf {
            say(["\(isReport ? "+CDSI" : "+CMTI"): \"\(name)\",\(index)"], &actions)
        }
    }

    mutating func apply(_ fault: ModemFault, _ actions: inout [Action]) {
        switch fault {
        case .hang: isHung = true
        case .wake: isHung = false
        case .hangUntil(let cure):
            isHung = true
            hangCure = cure
        case .losesNetwork(let cure):
            registrationFault = cure == .radioCycle ? .untilRadioCycle : .untilReset
            registration = .searching
        case .blockSIM(let number): refusal = number
        case .underVoltage: if isPlugged, !isHung { say(["UNDER-VOLTAGE WARNNING"], &actions) }
        case .restart: if isPlugged { restart(&actions) }
        case .garbage(let bytes): actions.append(.write(bytes, after: .zero))
        case .notices(let count):
            for number in 0..<min(max(0, count), 10_000) { say(["^RSSI: \(number % 32)"], &actions) }
        case .prompt(let prompt): hardware.prompt = prompt
        case .registration(let state):
            registration = state
            if registrationNotices["+CREG", default: 0] > 0, isPlugged, !isHung {
                say(["+CREG: \(state.rawValue)"], &actions)
            }
            if isReachable { actions.append(.reachable) }
        case .signal(let value): signal = value
        case .ring(let number):
            guard isPlugged, !isHung else { return }
            say(["RING"], &actions)
            if let number { say(["+CLIP: \"\(number)\",145,,,,0"], &actions) }
        case .balance(let text): balance = text
        case .fillStorage: fill()
        case .clearStorage: clear(&actions)
        case .submissions(let list): outcomes.append(contentsOf: list)
        case .lockSIM(let pin):
            sim?.pin = pin
            sim?.pinAttempts = 3
            isUnlocked = false
        case .unlockSIM:
            sim?.pin = nil
            isUnlocked = sim != nil
            if isReachable { actions.append(.reachable) }
        case .vanishes(let moment): vanishing = moment
        case .openPrompt: mode = .message(tpduLength: 140)
        case .deaf(let isDeaf):
            self.isDeaf = isDeaf
            if isReachable { actions.append(.reachable) }
        case .mute(let isMute): self.isMute = isMute
        }
    }

    /// Whether its port vanishes here.
    mutating func vanishes(at moment: SubmissionMoment, _ actions: inout [Action]) -> Bool {
        guard vanishing == moment else { return false }
        vanishing = nil
        unplug(&actions)
        return true
    }

    /// A message of another sender, that no delivery stands for.
    static let junk = SimulatedSIM.Slot(pdu: "00040B919471100000F900006250502143650002C834", tpduLength: 21)

    private mutating func fill() {
        for name in offered {
            for position in self[storage: name].indices where self[storage: name][position] == nil {
                self[storage: name][position] = Self.junk
            }
        }
    }

    private mutating func clear(_ actions: inout [Action]) {
        for name in offered {
            for position in self[storage: name].indices where self[storage: name][position]?.pdu == Self.junk.pdu {
                self[storage: name][position] = nil
            }
        }
        if isReachable { actions.append(.reachable) }
    }
}
