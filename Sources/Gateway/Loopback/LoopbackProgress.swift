import Campaigns
import Storage

/// How far a test is: what is stored of it, read at a moment.
enum LoopbackProgress: Hashable {
    case settled(Loopback.Outcome, reason: String?)
    /// Nothing changes by time before then; `nil`: not by time alone.
    case waits(until: Timestamp?)

    /// Between two looks at what should have ended.
    private static let pause: Duration = .seconds(5)

    /// `receiverSince` is when the receiver began to be there without a break; `nil` where it is not there now.
    init(of test: Loopback, within: Duration, receiverSince: Timestamp?, at now: Timestamp) {
        if let arrived = test.arrivedAt {
            let late = test.leftAt.map { arrived - $0 }.flatMap { $0 > within ? $0 : nil }
            self = .settled(.arrived, reason: late.map { "it came late, after \($0.components.seconds / 60) min" })
            return
        }
        switch test.state {
        case nil: self = .settled(.unsent, reason: test.reason ?? "its message is gone")
        // It ends with its deadline, a moment after it.
        case .queued, .claimed: self = .waits(until: test.deadline.map { max($0 + .seconds(1), now + Self.pause) })
        case .submitting: self = .waits(until: nil)
        case .failed: self = .settled(.refused, reason: test.stateReason)
        case .expired:
            self = .settled(.unsent, reason: "it was not sent in time: its line was busy, at its limits or away")
        case .cancelled, .suppressed: self = .settled(.unsent, reason: test.stateReason)
        case .sent, .delivered, .undelivered, .uncertain:
            let left = test.leftAt ?? test.createdAt
            if now < left + within {
                self = .waits(until: left + within)
            } else if let receiverSince, receiverSince <= left {
                self = .settled(.lost, reason: nil)
            } else {
                self = .settled(.unclear, reason: "its receiver was not there all the time")
            }
        }
    }
}

extension Loopback {
    /// When the network had it, as far as that is known.
    var leftAt: Timestamp? { acceptedAt ?? handedOverAt }
}
