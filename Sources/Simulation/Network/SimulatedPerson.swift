/// Somebody with a phone.
public struct SimulatedPerson: Sendable, Hashable {
    /// What the person does when a message has arrived in full.
    public enum Behaviour: Sendable, Hashable {
        case silent
        case answers(text: String, after: Duration)
        /// Only the message with this number, from 1, is answered.
        case answersNth(Int, text: String, after: Duration)
        /// To the first message several answers, each so long after it.
        case answersInTurn([Answer])
        /// Writes as soon as the first segment of a longer message is there, while the rest is still on its way.
        case interrupts(text: String, after: Duration)
        /// An answer long enough for several parts, with a pause between them.
        case answersInParts(text: String, after: Duration, pause: Duration)
        /// Writes to another line of ours than the one that wrote.
        case answersLine(String, text: String, after: Duration)
        /// Writes to one of our lines, but not to the one that wrote; where there is no other, to that.
        case answersOtherLine(text: String, after: Duration)
        /// The network takes the message and reports 0x43, not obtainable.
        case doesNotExist
        /// The network takes the message and reports this TP-Status; nothing arrives unless it says so.
        case reported(UInt8)
        /// The network refuses each message with this `+CMS ERROR`.
        case refused(cms: Int)
        /// The phone is off until then; a report says so meanwhile (0x22).
        case off(until: Duration)
    }

    /// One of several answers to a message.
    public struct Answer: Sendable, Hashable {
        public var text: String
        public var after: Duration
        /// The number of the line that it goes to; nil: the one that wrote.
        public var line: String?

        public init(_ text: String, after: Duration, to line: String? = nil) {
            self.text = text
            self.after = after
            self.line = line
        }
    }

    /// International, with a plus.
    public var number: String
    public var behaviour: Behaviour

    public init(number: String, behaviour: Behaviour = .silent) {
        self.number = number
        self.behaviour = behaviour
    }

    /// Somebody who writes STOP.
    public static func stops(_ number: String, after: Duration) -> SimulatedPerson {
        SimulatedPerson(number: number, behaviour: .answers(text: "STOP", after: after))
    }
}
