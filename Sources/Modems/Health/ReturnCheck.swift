/// What a line that was taken out of rotation has to pass before it is tried again.
public struct ReturnCheck: Sendable, Hashable {
    /// A question, and what its answer has to show.
    public enum Question: Sendable, Hashable, CaseIterable {
        case registration
        /// The SIM is there and open.
        case sim
        /// A number of the service center is set.
        case serviceCenter
        /// Outgoing calls and messages are not barred (`+CLCK="AO"`). A network that does not tell is no reason to stay out.
        case barring
        /// Fixed dialling is off (`+CLCK="FD"`).
        case fixedDialling

        /// Asked one after the other, until one answer passes.
        public var commands: [ATCommand] {
            switch self {
            // Where messages go by one domain, the others may say that it is not in the network.
            case .registration: [.registration, .epsRegistration, .packetRegistration]
            case .sim: [.pinState]
            case .serviceCenter: [.serviceCenter]
            case .barring: [ATCommand("AT+CLCK=\"AO\",2", timeout: .seconds(30), prefixes: ["+CLCK"])]
            case .fixedDialling: [ATCommand("AT+CLCK=\"FD\",2", timeout: .seconds(10), prefixes: ["+CLCK"])]
            }
        }

        /// Why none of the answers passes, the first one's reason; `nil` where one does.
        public func objection(to answers: [ATAnswer]) -> String? {
            let objections = answers.map(objection)
            return objections.contains(nil) ? nil : objections.first ?? "it was not asked"
        }

        private func objection(to answer: ATAnswer) -> String? {
            switch self {
            case .registration:
                guard let state = Registration.parse(answer.lines)?.state else { return "its registration is unknown" }
                return state.canSendSMS ? nil : state.words
            case .sim:
                if answer.lines.contains(where: { $0.contains("READY") }) { return nil }
                return "its SIM is not ready: \(answer.failure.map { "\($0)" } ?? answer.lines.joined(separator: " "))"
            case .serviceCenter:
                return IdentityAnswer.parseServiceCenter(answer.lines) == nil ? "no service center is set" : nil
            case .barring: return isOn(answer) ? "the operator bars what it sends" : nil
            case .fixedDialling: return isOn(answer) ? "the SIM may only write to its own list (FDN)" : nil
            }
        }

        private func isOn(_ answer: ATAnswer) -> Bool {
            answer.lines.compactMap { InformationLine($0) }.contains { row in
                row.prefix == "+CLCK" && row.fields.first?.number == 1
            }
        }
    }

    /// In this order; the first objection ends the check.
    public var questions: [Question]

    public init(_ questions: [Question]) {
        self.questions = questions
    }

    /// The check for a line that went out because of this.
    public init(after failure: ATFailure) {
        guard let meaning = ErrorMeaning.of(failure) else {
            self.init([.registration])
            return
        }
        let own: [Question] =
            switch (meaning.kind, meaning.number) {
            case (.cms, 193), (.cms, 330), (.cms, 2193): [.serviceCenter]
            case (.cms, 8), (.cms, 10), (.cme, 62), (.cme, 177): [.barring]
            case (.cme, 56): [.fixedDialling]
            case (.cms, 262), (.cms, 310...320), (.cms, 770), (.cms, 772), (.cme, 5...18), (.cme, 40...49): [.sim]
            default: []
            }
        self.init(own == [.sim] ? [.sim, .registration] : [.registration] + own)
    }

}
