extension DiagnosticCheck {
    /// Said once for the whole group.
    var noRecord: Finding {
        Finding(
            self,
            .unknown,
            value: "not known",
            meaning: "Only the running daemon keeps a record of what a modem sent and received.",
            remedy: "Put the port into the daemon's configuration, and diagnose the modem by its name."
        )
    }

    /// A modem of the gateway whose SIM was not read yet: limits and records belong to the SIM.
    var noLine: Finding {
        Finding(
            self,
            .unknown,
            value: "not known",
            meaning: "Records belong to the SIM, and none was read in it since the daemon started."
        )
    }

    private static let blocking = [8, 10, 21, 28, 29, 50, 69, 500]
    private static let throttling = [21, 38, 42, 47]
    private static let centers = [95, 193, 330]

    func judgeSending(_ facts: TrafficFacts) -> Finding {
        let numbers = facts.failures.compactMap { failure -> Int? in
            if case .cms(let number) = failure { number } else { nil }
        }
        let value =
            "\(facts.accepted) sent, \(facts.refused) refused"
            + (facts.uncertain > 0 ? ", \(facts.uncertain) uncertain" : "")
        if let outage = facts.outage {
            return Finding(
                self,
                .fault,
                value: value,
                meaning: "The line is out of rotation: \(outage.reason)",
                remedy: "It is checked again by itself; until then the other lines send.",
                sign: outage.failure.map { Self.sign([$0]) }
            )
        }
        let last = facts.failures.last.map { " Last: \($0)." } ?? ""
        if facts.failuresInARow >= 3 || (facts.accepted == 0 && facts.refused > 0) {
            let row = facts.failuresInARow > 1 ? " the last \(facts.failuresInARow) in a row." : ""
            return Finding(
                self,
                .fault,
                value: value,
                meaning: "Everything that is sent is refused\(row.isEmpty ? "." : ",")\(row)\(last)",
                remedy: facts.failures.last.flatMap { ErrorMeaning.of($0)?.remedy }
                    ?? "Look at the SIM and network checks.",
                sign: Self.sign(facts.failures.suffix(max(1, facts.failuresInARow)))
            )
        }
        if numbers.count(where: { Self.throttling.contains($0) }) >= 3 {
            return Finding(
                self,
                .warning,
                value: value,
                meaning: "The network refuses some messages as too many or as unwanted.\(last)",
                remedy: "Lower the line's limits; many consumer tariffs allow 100 to 200 a day.",
                sign: .throttlingCauses
            )
        }
        if facts.refused * 5 > facts.accepted, facts.refused >= 3 {
            return Finding(
                self,
                .warning,
                value: value,
                meaning: "More than one try in six is refused.\(last)",
                remedy: facts.failures.last.flatMap { ErrorMeaning.of($0)?.remedy } ?? "",
                sign: .someSendsFail
            )
        }
        if facts.uncertain >= 3, facts.uncertain * 5 > facts.accepted {
            return Finding(
                self,
                .warning,
                value: value,
                meaning: "Messages leave and no answer comes: whether they were sent is not known.",
                remedy: "The modem hangs or loses its power while it sends: look at connection, supply and signal.",
                sign: .someSendsFail
            )
        }
        guard facts.accepted > 0 else {
            return Finding(
                self,
                .unknown,
                value: facts.uncertain > 0 ? value : "nothing",
                meaning: "The network took nothing from this line in the last day."
            )
        }
        return Finding(
            self,
            .ok,
            value: value,
            meaning: "The network takes what is sent.\(last)",
            sign: .sends
        )
    }

    /// What refusals of everything point to.
    private static func sign(_ failures: some Collection<ATFailure>) -> FindingSign {
        func all(_ numbers: [Int]) -> Bool {
            failures.allSatisfy { failure in
                if case .cms(let number) = failure { numbers.contains(number) } else { false }
            }
        }
        if failures.isEmpty { return .allSendsFail }
        return all(centers) ? .serviceCenterCauses : all(blocking) ? .blockedCauses : .allSendsFail
    }

    func judgeReceiving(_ facts: TrafficFacts) -> Finding {
        let since = facts.sinceReceived.map { ", the last \(Self.ago($0))" } ?? ""
        let value = facts.received > 0 ? "\(facts.received) received" : "nothing"
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
        if facts.received > 0 || facts.loopback == true {
            let what = facts.received > 0 ? "Messages arrive\(since)." : "The last loopback came back."
            return Finding(self, .ok, value: value, meaning: what, sign: .receives)
        }
        let ever = facts.sinceReceived.map { "Nothing came in during the last day; the last message \(Self.ago($0))." }
        return Finding(
            self,
            .unknown,
            value: value,
            meaning: ever ?? "No message ever came in over this line.",
            remedy: "A loopback shows whether that is right: `modem diagnose NAME --loopback`.",
            sign: facts.accepted > 0 ? .nothingReceived : nil
        )
    }

    func judgeReports(_ facts: TrafficFacts) -> Finding {
        guard facts.givesReports else {
            return Finding(
                self,
                .warning,
                value: "none",
                meaning: "This modem takes no setting that tells status reports: whether messages arrive is not known."
            )
        }
        let value = "\(facts.reports) of \(facts.reportsExpected)"
        guard facts.reportsExpected >= 5 || facts.reports * 2 > facts.reportsExpected else {
            return Finding(self, .unknown, value: value, meaning: "Too few are due to judge.")
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
        if facts.reports * 2 < facts.reportsExpected {
            return Finding(
                self,
                .warning,
                value: value,
                meaning: "Less than half of the status reports came: phones are off, or messages are filtered.",
                remedy:
                    "Look at one of the messages: `smsbridge message show ID`. Other lines tell whether it is the SIM."
            )
        }
        return Finding(self, .ok, value: value, meaning: "Status reports come.", sign: .reportsCome)
    }

    func judgeBalance(_ facts: BalanceFacts) -> Finding {
        let ago = Self.ago(facts.age)
        guard let amount = facts.amount else {
            return Finding(
                self,
                .unknown,
                value: "not told",
                meaning: "The operator's answer had no amount, \(ago).",
                remedy: "Ask by hand with `modem ussd`, and correct `balance` of the modem in the configuration."
            )
        }
        if facts.isLow {
            return Finding(
                self,
                .warning,
                value: amount,
                meaning: "Less than the \(facts.least ?? "least") that was set; asked \(ago).",
                remedy: "Top it up.",
                sign: .balanceLow
            )
        }
        return Finding(self, .ok, value: amount, meaning: "As the operator said it \(ago).")
    }

    /// Such as `3 min ago`.
    static func ago(_ age: Duration) -> String {
        let seconds = max(0, age.components.seconds)
        return switch seconds {
        case ..<120: "\(seconds) s ago"
        case ..<7200: "\(seconds / 60) min ago"
        case ..<172_800: "\(seconds / 3600) h ago"
        default: "\(seconds / 86_400) days ago"
        }
    }
}
