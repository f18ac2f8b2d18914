public import Campaigns

/// What a free route gets when it asks for a message.
public enum Claim: Hashable, Sendable {
    case message(ClaimedMessage)
    /// There is nothing that this route may send now. Ask again at that time, or when the queue changes.
    case nothing(until: Timestamp?)
}

/// A message that one route owns.
public struct ClaimedMessage: Hashable, Sendable {
    public var id: Int64
    /// Shows later that the claim is still ours.
    public var claim: Int64
    public var number: PhoneNumber
    public var text: String
    public var origin: MessageOrigin
    /// The reference of concatenation, 0 to 255, the same for every segment and every try.
    public var reference: Int
    public var total: Int
    /// Sequences, from 1, that have not been accepted yet, ascending.
    public var pending: [Int]
    /// Failed tries on this route before.
    public var tries: Int
}

/// What the last check before the first octet says.
public enum HandOver: Hashable, Sendable {
    /// The segment is durably marked: write it. The network may try to deliver for that long.
    case go(validity: Duration)
    /// Nothing may leave now; the claim stays. Ask again at that time.
    case wait(until: Timestamp, reason: String)
    /// Nothing may leave; the claim is gone.
    case stop(reason: String)
}

/// What a route says of a segment that it took.
public enum SegmentAnswer: Hashable, Sendable {
    /// The network has it; `reference` is TP-MR where the modem told it.
    case accepted(reference: Int?)
    /// It certainly did not leave. `jitter`, 0 to 1, spreads the next try.
    case refused(SendFailure, reason: String, jitter: Double)
    /// Nobody can tell whether it left.
    case uncertain(reason: String)
}

/// What is left to do for a message after an answer.
public enum AfterAnswer: Hashable, Sendable {
    /// More segments wait.
    case goOn
    /// The message is in its final or uncertain state, or back in the queue.
    case done
}

/// A provider's answer to a message as a whole.
public enum ProviderAnswer: Hashable, Sendable {
    case accepted(id: String, segments: Int)
    case refused(SendFailure, reason: String, jitter: Double)
    case uncertain(reason: String)
}
