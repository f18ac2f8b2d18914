/// A long message whose parts come in.
struct OpenMessage<ID: Hashable & Sendable>: Sendable {
    let key: PartKey
    /// One for each sequence number that is there.
    private(set) var parts: [MessagePart] = []
    /// Every part that was taken, doubles among them, in the order of arrival.
    private(set) var ids: [ID] = []
    private(set) var lastArrival: Int64 = 0

    init(key: PartKey) {
        self.key = key
    }

    /// Whether a part with that key comes from the same sender with the same reference.
    func shares(_ other: PartKey) -> Bool {
        key.sender == other.sender && key.reference == other.reference && key.referenceBits == other.referenceBits
    }

    /// Whether it may be a part of this message: its place is free, or holds the same.
    func takes(_ part: MessagePart) -> Bool {
        parts.allSatisfy { $0.sequence != part.sequence || $0 == part }
    }

    /// Whether the same part is there.
    func holds(_ part: MessagePart) -> Bool { parts.contains(part) }

    /// The sequence numbers that are not there, rising.
    var missing: [Int] {
        var present = [Bool](repeating: false, count: max(0, min(key.total, Segmentation.maximumSegments)) + 1)
        for part in parts where present.indices.contains(part.sequence) {
            present[part.sequence] = true
        }
        return present.indices.dropFirst().filter { !present[$0] }
    }

    /// Doubles past as many as there can be parts are not kept.
    mutating func add(_ part: MessagePart, id: ID, at now: Int64) {
        if !holds(part) {
            parts.append(part)
        }
        if ids.count < 2 * Segmentation.maximumSegments {
            ids.append(id)
        }
        lastArrival = max(lastArrival, now)
    }

    func message(because reason: ReassembledMessage<ID>.Reason) -> ReassembledMessage<ID> {
        ReassembledMessage(key: key, parts: parts, ids: ids, reason: reason)
    }
}
