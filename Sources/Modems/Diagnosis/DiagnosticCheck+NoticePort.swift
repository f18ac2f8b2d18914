extension DiagnosticCheck {
    /// Whether what comes in is announced on this port (some modems have two ports for commands and tell one of them).
    func judgeNoticePort(_ answers: [ATAnswer], _ context: DiagnosisContext) -> Finding {
        let (port, traffic) = (context.facts.port, context.facts.traffic)
        let other = port?.commandPort.map { "Use \($0)." }
        let own = port?.device?.interface
        if let role = port?.role, role != .primary, let other {
            return Finding(
                self,
                .warning,
                value: "on another port",
                meaning: "By its ids this port is for: \(role.words). Notices go to another one.",
                remedy: other,
                sign: .wrongPort
            )
        }
        if let mode = answers.lazy.compactMap({ $0.isOK ? PortMode.parse($0.lines) : nil }).first,
            let right = mode.commands, let own, right != own
        {
            return Finding(
                self,
                .warning,
                value: "on interface \(right)",
                meaning: "The modem says that notices go to its interface \(right); this port is interface \(own).",
                remedy: other ?? "Use the port of interface \(right): see /dev/serial/by-path.",
                sign: .wrongPort
            )
        }
        if let question = context.dialect.noticePort, let place = answers.first.flatMap({ question.place($0) }),
            !question.right.contains(place)
        {
            return Finding(
                self,
                .warning,
                value: place,
                meaning: "The modem is set to tell what comes in on another port.",
                remedy: "Start the line: it sets this one. If it stays, send \(question.cure) by hand.",
                sign: .notAnnounced
            )
        }
        if let traffic, traffic.isDeaf {
            return Finding(
                self,
                .warning,
                value: "\(traffic.announced) of \(traffic.announced + traffic.unannounced)",
                meaning: "What comes in is found by polling only: the modem does not announce it on this port.",
                remedy: "Replies stop campaigns up to half a minute later. \(other ?? "Try the modem's other port.")",
                sign: .notAnnounced
            )
        }
        if let traffic, traffic.announced > 0 {
            let value = "\(traffic.announced) of \(traffic.announced + traffic.unannounced)"
            return Finding(self, .ok, value: value, meaning: "What comes in is announced on this port.")
        }
        if port?.role == .primary {
            return Finding(
                self,
                .ok,
                value: "this port",
                meaning: "By its ids this is the port for commands and notices."
            )
        }
        return Finding(
            self,
            .unknown,
            value: "not known",
            meaning: "No message has come yet that would show whether this port is told.",
            remedy: "A loopback shows it."
        )
    }
}
