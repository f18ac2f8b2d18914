/// What truly happened: the network's own record, which checkers compare with what the gateway believes.
public struct NetworkLogEntry: Sendable, Hashable {
    /// Time since the start of the simulation.
    public var at: Duration
    public var event: NetworkLogEvent
}

/// A segment as the network saw it.
public struct NetworkSegment: Sendable, Hashable {
    /// The line's IMSI.
    public var line: String
    public var recipient: String
    /// The text of this segment alone.
    public var text: String
    /// TP-MR, given by the modem.
    public var reference: Int
    /// 1 to `total`.
    public var sequence: Int
    public var total: Int
    /// The reference that joins the segments; nil for a message of one.
    public var concatenation: Int?
    /// The whole PDU, in hexadecimal.
    public var pdu: String
}

/// A message from a person, or from one line of ours to another, that is on its way to a line.
public struct NetworkReply: Sendable, Hashable {
    /// Counts the replies from 1.
    public var id: Int
    public var sender: String
    /// The line's IMSI.
    public var line: String
    public var text: String
    public var parts: Int
}

/// The kinds of truth.
public enum NetworkLogEvent: Sendable, Hashable {
    /// The network took a segment from a line.
    case accepted(NetworkSegment)
    /// The network refused a segment.
    case refused(NetworkSegment, cms: Int)
    /// A submission that no one could read as a message.
    case unreadable(line: String, pdu: String)
    /// Taken, and lost on the way.
    case lost(NetworkSegment)
    /// The recipient holds the whole message.
    case received(by: String, line: String, text: String)
    /// Somebody wrote.
    case replied(NetworkReply)
    /// A part of a reply stands on a SIM or in a modem; parts count from 1.
    case stored(reply: Int, part: Int, line: String, storage: String, index: Int)
    /// A part of a reply went straight to the host and is stored nowhere.
    case routed(reply: Int, part: Int, line: String)
    /// A part of a reply was deleted by the host.
    case deleted(reply: Int, part: Int, line: String, storage: String, index: Int)
    /// A status report came to a line, stored or routed.
    case reported(line: String, recipient: String, reference: Int, status: UInt8)
}
