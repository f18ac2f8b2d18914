/// Puts the parts of long messages together, as pure state: in any order, doubled, interleaved from several senders with
/// equal references, hours apart (3GPP TS 23.040 clause 9.2.3.24.1).
///
/// The norm gives the parts of one message no other mark than sender, reference and total, and references come round. So
/// a part of a sequence number that is there already, with other content, and a part with another total begin a new
/// message; the one before is handed on as it is. A double of a part that is there, or that was in a message completed
/// since, is nothing new.
///
/// Times are milliseconds of any clock that only goes forward. The state is bounded: past ``Limits/openMessages`` the
/// oldest message is handed on as it is.
///
/// `ID` is what the caller knows a part by, such as the row that holds it.
public struct Reassembler<ID: Hashable & Sendable>: Sendable {
    /// What bounds the state.
    public struct Limits: Hashable, Sendable {
        /// How many messages may wait for parts, 1 or more.
        public var openMessages: Int
        /// How long a message waits for its next part, in milliseconds.
        public var patience: Int64
        /// How many completed messages are remembered to know doubles.
        public var remembered: Int

        public init(openMessages: Int = 1000, patience: Int64 = 86_400_000, remembered: Int = 100) {
            self.openMessages = max(1, openMessages)
            self.patience = max(0, patience)
            self.remembered = max(0, remembered)
        }
    }

    /// What a part, or the time, leads to.
    public enum Action: Hashable, Sendable {
        /// The part is stored; these sequence numbers are still missing.
        case wait(missing: [Int])
        /// The part was there already.
        case double
        /// A message to hand on.
        case handOn(ReassembledMessage<ID>)
    }

    public let limits: Limits
    /// In the order of their last part.
    private var open: [OpenMessage<ID>] = []
    private var completed: [OpenMessage<ID>] = []

    public init(limits: Limits = Limits()) {
        self.limits = limits
    }

    /// How many messages wait for parts.
    public var openMessages: Int { open.count }

    /// When ``expire(at:)`` has something to do next; `nil` while nothing waits.
    public var nextExpiry: Int64? { open.first.map { $0.lastArrival + limits.patience } }

    /// Takes a part. A message that makes room for it comes first, then what becomes of the part itself.
    ///
    /// A part whose sequence number cannot be in its message is never handed on with others; the codec makes none.
    public mutating func handle(_ part: MessagePart, id: ID, key: PartKey, at now: Int64) -> [Action] {
        var actions: [Action] = []
        var message = OpenMessage<ID>(key: key)
        if let index = open.firstIndex(where: { $0.shares(key) }) {
            let earlier = open.remove(at: index)
            if earlier.key == key, earlier.takes(part) {
                message = earlier
            } else {
                actions.append(.handOn(earlier.message(because: .superseded)))
            }
        } else if completed.contains(where: { $0.key == key && $0.holds(part) }) {
            return [.double]
        }
        let isDouble = message.holds(part)
        message.add(part, id: id, at: now)
        if message.missing.isEmpty {
            actions.append(.handOn(message.message(because: .complete)))
            remember(message)
            return actions
        }
        open.append(message)
        if open.count > limits.openMessages {
            actions.append(.handOn(open.removeFirst().message(because: .crowded)))
        }
        actions.append(isDouble ? .double : .wait(missing: message.missing))
        return actions
    }

    /// Hands on the messages whose next part did not come in time, the oldest first.
    public mutating func expire(at now: Int64) -> [Action] {
        var actions: [Action] = []
        while let first = open.first, now - first.lastArrival >= limits.patience {
            actions.append(.handOn(open.removeFirst().message(because: .expired)))
        }
        return actions
    }

    private mutating func remember(_ message: OpenMessage<ID>) {
        guard limits.remembered > 0 else { return }
        completed.removeAll { $0.key == message.key }
        completed.append(message)
        if completed.count > limits.remembered {
            completed.removeFirst()
        }
    }
}
