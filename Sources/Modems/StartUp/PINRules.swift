/// Which SIM a PIN was tried on: its ICCID, or the modem's IMEI where the ICCID cannot be read before the PIN.
public enum SIMKey: Sendable, Hashable {
    case iccid(String)
    case imei(String)
}

/// A SIM asks for its PIN.
public struct PINQuestion: Sendable, Hashable {
    public var iccid: String?
    public var imei: String
    /// Attempts that are left, nil where the modem does not tell.
    public var attemptsLeft: Int?

    public init(iccid: String?, imei: String, attemptsLeft: Int?) {
        self.iccid = iccid
        self.imei = imei
        self.attemptsLeft = attemptsLeft
    }

    /// Under which key the attempt is remembered. Nil where neither number is known: then no PIN is entered.
    public var key: SIMKey? {
        if let iccid, !iccid.isEmpty { return .iccid(iccid) }
        return imei.isEmpty ? nil : .imei(imei)
    }
}

/// A PIN that a SIM refused. Kept durably by the caller, written before the PIN is sent and removed when it is accepted,
/// so that a crash in between counts as refused.
public struct RefusedPIN: Sendable, Hashable {
    public var key: SIMKey
    public var pin: String

    public init(key: SIMKey, pin: String) {
        self.key = key
        self.pin = pin
    }
}

/// Promise 7: a PIN is never guessed.
public enum PINRules {
    public enum Decision: Sendable, Hashable {
        case enter(pin: String)
        case keepOut(Reason)
    }

    /// Why no PIN is entered.
    public enum Reason: Sendable, Hashable {
        case noneConfigured
        /// Not 4 to 8 digits (TS 31.101 clause 9.3).
        case malformed
        case refusedBefore
        /// Another PIN was refused before, and the modem does not tell how many attempts are left.
        case attemptsUnknownAfterRefusal
        case lastAttempt
        /// Neither ICCID nor IMEI can be read, so a refusal could not be remembered.
        case simUnknown
    }

    /// Whether `pin` may be entered for the SIM that asks, knowing every refusal so far.
    public static func decide(_ question: PINQuestion, pin: String?, refused: [RefusedPIN]) -> Decision {
        guard let pin, !pin.isEmpty else { return .keepOut(.noneConfigured) }
        guard pin.isDecimal, (4...8).contains(pin.utf8.count) else { return .keepOut(.malformed) }
        guard question.key != nil else { return .keepOut(.simUnknown) }
        if let left = question.attemptsLeft, left < 2 { return .keepOut(.lastAttempt) }
        let earlier = refused.filter { concerns($0.key, question) }
        if earlier.contains(where: { $0.pin == pin }) { return .keepOut(.refusedBefore) }
        if !earlier.isEmpty && question.attemptsLeft == nil { return .keepOut(.attemptsUnknownAfterRefusal) }
        return .enter(pin: pin)
    }

    /// A refusal under the IMEI counts as long as the SIM cannot be told from the one it was refused by.
    private static func concerns(_ key: SIMKey, _ question: PINQuestion) -> Bool {
        switch key {
        case .iccid(let iccid): iccid == question.iccid
        case .imei(let imei): imei == question.imei && (question.iccid ?? "").isEmpty
        }
    }
}

extension PINRules.Reason: CustomStringConvertible {
    /// What happened and what to do, for people.
    public var description: String {
        switch self {
        case .noneConfigured:
            "The SIM asks for its PIN and none is configured: type it with smsbridge modem pin, or write it into the "
                + "configuration (`pin`)."
        case .malformed: "The PIN is not 4 to 8 digits: correct it."
        case .refusedBefore:
            "The SIM refused this PIN before; it is not tried again: type the right one with smsbridge modem pin, or "
                + "configure it."
        case .attemptsUnknownAfterRefusal:
            "The SIM refused another PIN before and does not tell how many attempts are left: unlock it in a phone."
        case .lastAttempt:
            "Only the last PIN attempt is left; it is never used automatically: unlock the SIM in a phone."
        case .simUnknown: "Neither the SIM's nor the modem's number can be read: unlock the SIM in a phone."
        }
    }
}
