extension DiagnosticCheck {
    func judgeFacts(_ facts: DiagnosisFacts) -> Finding {
        switch self {
        case .usb: facts.port.map { judgeUSB($0) } ?? notKnown
        case .owner: facts.port.map { judgeOwner($0) } ?? notKnown
        case .sending: facts.traffic.map { judgeSending($0) } ?? notKnown
        case .receiving: facts.traffic.map { judgeReceiving($0) } ?? notKnown
        default: facts.traffic.map { judgeReports($0) } ?? notKnown
        }
    }

    private var notKnown: Finding {
        Finding(self, .unknown, value: "not known", meaning: "Nothing is recorded about it here.")
    }

    private func judgeUSB(_ facts: PortFacts) -> Finding {
        let speed = facts.speed.map { "\($0) Mb/s" }
        let power = facts.maximumPower.map { "\($0) mA" }
        let value = [speed, power].compactMap(\.self).joined(separator: ", ")
        func finding(_ verdict: Verdict, _ shown: String, _ meaning: String, _ remedy: String, _ sign: FindingSign)
            -> Finding
        {
            Finding(self, verdict, value: shown, meaning: meaning, remedy: remedy, sign: sign)
        }
        if facts.hasNoTTY {
            return finding(
                .fault,
                "no port",
                "The device is there and shows no port for commands.",
                "Install usb-modeswitch and plug it in again; a HiLink model never shows one: use another model.",
                .noTTY
            )
        }
        if let error = facts.kernelErrors.last {
            return finding(
                .fault,
                String(error.prefix(80)),
                "The kernel reports errors of the USB connection.",
                "Another cable, another socket, a hub with its own supply.",
                .badCable
            )
        }
        if facts.disconnects >= 2 {
            return finding(
                .fault,
                "gone \(facts.disconnects) times in an hour",
                "The device loses its connection again and again.",
                "Too little power or a bad cable: a short cable and a hub with its own supply.",
                .disconnects
            )
        }
        if facts.isHighSpeedDevice, let rate = facts.speed, rate < 480 {
            return finding(
                .warning,
                value,
                "A fast device is connected at low speed.",
                "The cable or the socket is bad: try another.",
                .slowUSB
            )
        }
        if facts.mayAutosuspend {
            return finding(
                .warning,
                value.isEmpty ? "autosuspend" : value + ", autosuspend",
                "The kernel may put the device to sleep, and it may not wake up.",
                "Install smsbridge's udev rules, or set power/control of the device to \"on\".",
                .autosuspend
            )
        }
        return Finding(self, .ok, value: value.isEmpty ? "connected" : value, meaning: "The connection is steady.")
    }

    private func judgeOwner(_ facts: PortFacts) -> Finding {
        if let owner = facts.owner {
            return Finding(
                self,
                .fault,
                value: owner,
                meaning: "Another program has this port: two readers garble every answer.",
                remedy: "Stop \(owner), or keep it away from this modem.",
                sign: .otherOwner
            )
        }
        if facts.isUnprotected {
            return Finding(
                self,
                .warning,
                value: "ModemManager",
                meaning: "ModemManager runs and may take this modem.",
                remedy: "Install smsbridge's udev rules and plug the modem in again.",
                sign: .otherOwner
            )
        }
        return Finding(self, .ok, value: "none", meaning: "No other program uses this port.")
    }

    private static let blocking = [8, 21, 28, 29, 50, 500]
    private static let throttling = [38, 42, 47]
    private static let centers = [95, 193, 330]

    private func judgeSending(_ facts: TrafficFacts) -> Finding {
        let numbers = facts.failures.compactMap { failure -> Int? in
            if case .cms(let number) = failure { number } else { nil }
        }
        let value =
            "\(facts.accepted) sent, \(facts.failures.count) refused"
            + (facts.failuresInARow > 0 ? ", the last \(facts.failuresInARow) in a row" : "")
        let last = facts.failures.last.map { " Last: \($0)." } ?? ""
        if facts.failuresInARow >= 3 || (facts.accepted == 0 && !facts.failures.isEmpty) {
            let recent = numbers.suffix(max(1, facts.failuresInARow))
            let sign: FindingSign =
                if !recent.isEmpty, recent.allSatisfy({ Self.blocking.contains($0) }) {
                    .blockedCauses
                } else if !recent.isEmpty, recent.allSatisfy({ Self.centers.contains($0) }) {
                    .serviceCenterCauses
                } else { .allSendsFail }
            let remedy =
                facts.failures.last.flatMap { ErrorMeaning.of($0)?.remedy } ?? "Look at the SIM and network checks."
            return Finding(
                self,
                .fault,
                value: value,
                meaning: "Everything that is sent is refused.\(last)",
                remedy: remedy,
                sign: sign
            )
        }
        if numbers.contains(where: { Self.throttling.contains($0) }), facts.failures.count >= 3 {
            return Finding(
                self,
                .warning,
                value: value,
                meaning: "The network refuses some messages as too many.\(last)",
                remedy: "Lower the line's limits; many consumer tariffs allow 100 to 200 a day.",
                sign: .throttlingCauses
            )
        }
        if facts.failures.count * 5 > facts.accepted, facts.failures.count >= 3 {
            return Finding(
                self,
                .warning,
                value: value,
                meaning: "More than one message in six is refused.\(last)",
                remedy: facts.failures.last.flatMap { ErrorMeaning.of($0)?.remedy } ?? "",
                sign: .someSendsFail
            )
        }
        guard facts.accepted > 0 else {
            return Finding(
                self,
                .unknown,
                value: value,
                meaning: "Nothing was sent through this modem in the last day."
            )
        }
        return Finding(self, .ok, value: value, meaning: "The network takes what is sent.", sign: .sends)
    }

    private func judgeReceiving(_ facts: TrafficFacts) -> Finding {
        let value = "\(facts.received) received"
        if facts.loopback == false {
            return Finding(
                self,
                .fault,
                value: "\(value), the loopback did not come back",
                meaning: "A message to the line itself did not arrive.",
                remedy: "The SIM is blocked, or receives nothing: try it in a phone.",
                sign: .deaf
            )
        }
        if facts.unannounced >= 3 {
            return Finding(
                self,
                .warning,
                value: "\(value), \(facts.unannounced) unannounced",
                meaning: "Messages are found only by polling: the modem does not announce them on this port.",
                remedy: "Replies stop campaigns up to half a minute later: try the modem's other port.",
                sign: .notAnnounced
            )
        }
        if facts.received > 0 || facts.loopback == true {
            return Finding(self, .ok, value: value, meaning: "Messages arrive.", sign: .receives)
        }
        return Finding(
            self,
            .unknown,
            value: value,
            meaning: "Nothing came in during the last day.",
            remedy: "A loopback shows whether that is right: `smsbridge modem diagnose --loopback`.",
            sign: facts.accepted > 0 ? .nothingReceived : nil
        )
    }

    private func judgeReports(_ facts: TrafficFacts) -> Finding {
        let value = "\(facts.reports) of \(facts.reportsExpected)"
        guard facts.reportsExpected >= 5 else {
            return Finding(self, .unknown, value: value, meaning: "Too few were asked for to judge.")
        }
        if facts.reports == 0 {
            return Finding(
                self,
                .warning,
                value: value,
                meaning: "No status report ever comes: the operator gives none, or nothing is delivered.",
                remedy: "Send one message to a phone in your hand; if it comes, the operator gives no reports.",
                sign: .noReports
            )
        }
        return Finding(self, .ok, value: value, meaning: "Status reports come.", sign: .reportsCome)
    }
}
