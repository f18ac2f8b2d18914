extension StartUp {
    /// A radio that somebody left off is switched on: without it there is neither SIM nor network.
    mutating func radio(_ answer: ATAnswer) -> Step {
        let row = answer.lines.lazy.compactMap { InformationLine($0) }.last { $0.prefix == "+CFUN" }
        let level = answer.isOK ? row?.fields.first?.number : nil
        guard let level, [0, 4, 7].contains(level), dialect.allows(.radioOn) else { return askEarlyICCID(0) }
        profile.radioWasOff = true
        return begin(.radioOn, .radioOn)
    }

    /// The SIM is there and unlocked.
    mutating func simReady() -> Step {
        waited = .zero
        return awaitReadiness()
    }

    /// After a restart messages work some seconds later than everything else; many modems say when.
    mutating func awaitReadiness() -> Step {
        let expected = dialect.readiness.notices
        let isReady = announcements.contains { words in expected.contains { words.hasPrefix($0) } }
        guard sawRestart, !expected.isEmpty, !isReady, waited < dialect.readiness.patience else { return afterSIM(0) }
        stage = .readiness
        let pause = Duration.milliseconds(500)
        waited += pause
        return .pause(pause)
    }

    mutating func afterSIM(_ position: Int) -> Step {
        guard position < dialect.afterSIM.count else { return begin(.pduMode, .pduMode) }
        return begin(ATCommand(dialect.afterSIM[position]), .afterSIM(position))
    }

    /// Messages over packet switching alone fail in most networks; circuit switching alone fails on LTE.
    mutating func domain(_ answer: ATAnswer) -> Step {
        let row = answer.lines.lazy.compactMap { InformationLine($0) }.last { $0.prefix == "+CGSMS" }
        profile.smsDomain = answer.isOK ? row?.fields.first?.number : nil
        guard profile.smsDomain == 0 else { return begin(.storageChoices, .storageChoices) }
        return begin(.preferCircuitDomain, .preferredDomain)
    }

    /// A network that was set by hand and is not there keeps the modem out for ever.
    mutating func networkAsked() -> Step {
        guard let network = profile.network, !profile.isRegistered, network.name == nil,
            network.mode == 1 || network.mode == 2
        else { return askLateICCID(0) }
        return begin(.automaticNetwork, .automaticNetwork)
    }
}
