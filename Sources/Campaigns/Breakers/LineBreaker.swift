/// Whether failures are those of one SIM: it fails where others send.
public struct LineBreaker: Hashable, Sendable {
    /// What became of a number of hand-overs.
    public struct Tally: Hashable, Sendable {
        public var total: Int
        public var failed: Int

        public init(total: Int = 0, failed: Int = 0) {
            self.total = total
            self.failed = failed
        }

        var percent: Int { total == 0 ? 0 : failed * 100 / total }
    }

    /// How many of a line's last hand-overs are looked at.
    public var reach: Int
    /// More than so many percent of them failed.
    public var percent: Int

    public init(reach: Int = 50, percent: Int = 30) {
        self.reach = reach
        self.percent = percent
    }

    /// Why a line has to leave the rotation, given its own last hand-overs and those of the other lines; `nil` where it may
    /// stay, or where nobody can tell.
    public func trip(own: Tally, others: Tally) -> String? {
        guard own.failed * 100 > percent * reach, others.total >= Self.enough,
            others.percent * Self.clearly <= own.percent
        else { return nil }
        return "\(own.failed) of its last \(own.total) segments failed for good or were refused, "
            + "and \(others.failed) of \(others.total) by the other lines: it is this SIM, not the contact list"
    }

    /// Hand-overs of others from which on they can be compared with.
    private static let enough = 10
    /// Others fail so many times more seldom.
    private static let clearly = 4
}
