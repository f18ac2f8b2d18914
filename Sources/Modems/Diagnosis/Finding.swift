/// How a check came out.
public enum Verdict: String, Sendable, Hashable, CaseIterable, Codable {
    case ok
    case warning
    case fault
    /// The modem does not tell.
    case unknown
}

/// What one check found.
public struct Finding: Sendable, Hashable, Codable {
    public var check: DiagnosticCheck
    public var verdict: Verdict
    /// The measured value, fit to be shown: numbers are masked.
    public var value: String
    /// What it means.
    public var meaning: String
    /// What to do next; empty where there is nothing to do.
    public var remedy: String
    /// What it is a sign of, where several findings together say more than each.
    public var sign: FindingSign?

    public init(
        _ check: DiagnosticCheck,
        _ verdict: Verdict,
        value: String,
        meaning: String,
        remedy: String = "",
        sign: FindingSign? = nil
    ) {
        self.check = check
        self.verdict = verdict
        self.value = value
        self.meaning = meaning
        self.remedy = remedy
        self.sign = sign
    }
}

/// What a finding is a sign of. Symptoms are combinations of signs.
public enum FindingSign: String, Sendable, Hashable, CaseIterable, Codable {
    case slowUSB, badCable, autosuspend, disconnects, sharedDisconnects, noTTY, otherOwner, wrongPort
    case silent, garbled, hot, lowVoltage, resets
    case noSIM, pinNeeded, pukNeeded, fewAttempts, barred, fixedDialling
    case radioOff, registered, roaming, idle, searching, denied, emergencyOnly, refusedForGood
    case noSignal, weakSignal, goodSignal, swing, lossesOfNetwork, manualNetwork, technologyGone, lteWithoutSMS
    case noServiceCenter, foreignServiceCenter, sendsNot, packetOnly, full, wrongMemory, routed, notAnnounced
    case sends, allSendsFail, someSendsFail, blockedCauses, throttlingCauses, serviceCenterCauses, balanceLow
    case receives, nothingReceived, deaf, reportsCome, noReports
}
