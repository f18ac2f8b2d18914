/// Counts the times that a modem restarts by itself or complains of its supply: as a value.
///
/// A modem on a weak supply, cable or hub resets while it transmits, with the best of signals.
public struct ResetWatch: Sendable, Hashable {
    public enum Event: Sendable, Hashable {
        case notice(Unsolicited)
        /// The modem was started by us, or plugged in: what it says of a restart is no news for a while.
        case started
    }

    /// What was noticed.
    public enum Sign: Sendable, Hashable {
        /// It restarted by itself; so many times in the last day.
        case reset(inADay: Int)
        /// It says itself that its supply is weak.
        case underVoltage(String)
    }

    /// After a start of its own making the modem says `RDY`, `SMS Ready` and their like for so long.
    public var settling: Duration = .seconds(60)
    public var day: Duration = .seconds(86_400)
    /// Resets that are remembered; more than any limit that asks for them.
    static let mostRemembered = 100
    /// Some sticks say `^BOOT` every few seconds, and mean nothing by it: after so long without one, it means something.
    static let bootSilence: Duration = .seconds(600)

    private var resets: [Duration] = []
    private var startedAt: Duration?
    private var bootAt: Duration?
    private var complainedAt: Duration?

    public init() {}

    /// Whether nothing points to a weak supply in the day before `now`.
    public func isCalm(at now: Duration) -> Bool {
        count(at: now) == 0 && complainedAt.map { now - $0 >= day } ?? true
    }

    /// Resets in the day before `now`.
    public func count(at now: Duration) -> Int { resets.count { now - $0 < day } }

    public mutating func handle(_ event: Event, at now: Duration) -> Sign? {
        switch event {
        case .started:
            startedAt = now
            return nil
        case .notice(.power(let line)):
            guard line.hasPrefix("UNDER-VOLTAGE") else { return nil }
            complainedAt = now
            return .underVoltage(line)
        case .notice(.restarted): return reset(at: now)
        case .notice(.bootNotice):
            let last = bootAt
            bootAt = now
            // The first one, or one in a flood, says nothing.
            guard let last, now - last >= Self.bootSilence else { return nil }
            return reset(at: now)
        case .notice(.partReady(let line)):
            // Said once after each start; again, it has started again.
            return line.hasPrefix("SMS Ready") || line.hasPrefix("SMS DONE") ? reset(at: now) : nil
        case .notice: return nil
        }
    }

    private mutating func reset(at now: Duration) -> Sign? {
        // RDY and SMS Ready of one start are one reset.
        if let startedAt, now - startedAt < settling { return nil }
        startedAt = now
        resets.removeAll { now - $0 >= day }
        if resets.count == Self.mostRemembered { resets.removeFirst() }
        resets.append(now)
        return .reset(inADay: resets.count)
    }
}
