public import Campaigns

/// What the tables hold at the end of a simulated run, for its checkers.
public struct DayFacts: Sendable {
    public struct HandOver: Sendable {
        public var id: Int64
        public var message: Int64
        public var sequence: Int
        /// The line's IMSI.
        public var route: String
        public var campaign: Int64?
        public var number: String
        public var at: Timestamp
    }

    public struct Part: Sendable {
        public var sender: String
        public var raw: String
        /// How many parts its message has; nil where it is whole by itself.
        public var total: Int?
        public var receivedAt: Timestamp
        /// The message that it became part of.
        public var inbound: Int64?
    }

    public struct Message: Sendable {
        public var id: Int64
        public var number: String
        public var text: String
        public var segments: Int
        public var origin: String
        /// Of a single message.
        public var category: String?
        public var state: String
        public var exempt: Bool
        public var campaign: Int64?
        public var enrollment: Int64?
        public var step: Int?
        /// Of the enrollment: how often it had been put back.
        public var epoch: Int
        public var key: String?
        public var raced: Bool
        public var dueAt: Timestamp
        public var createdAt: Timestamp
        public var finalAt: Timestamp?
    }

    public struct Inbound: Sendable {
        public var id: Int64
        public var sender: String
        public var text: String
        public var kind: String
        public var complete: Bool
        public var campaign: Int64?
        public var receivedAt: Timestamp
    }

    public struct Enrollment: Sendable {
        public var id: Int64
        public var campaign: Int64
        public var number: String
        public var state: String
        /// When its first decision was written down.
        public var since: Timestamp?
        public var endedAt: Timestamp?
        /// Why it ended, for people.
        public var reason: String?
        /// When it was put back, in order.
        public var putBacks: [Timestamp]
        /// When it ended, each time, by the history.
        public var endTimes: [Timestamp]
        /// The ends that the history knows of it, by their names and in order.
        public var ends: [String]
    }

    public struct Suppression: Sendable {
        public var number: String
        public var reason: String
        public var at: Timestamp
        public var liftedAt: Timestamp?
        public var liftedNote: String?
    }

    public struct Test: Sendable {
        public var id: Int64
        public var outcome: String?
        public var isConcluded: Bool
        public var createdAt: Timestamp
    }

    /// A line that leaves the rotation, or comes back into it.
    public struct Rotation: Sendable {
        /// The line's IMSI.
        public var route: String
        public var at: Timestamp
        public var isBack: Bool
    }

    /// A conversation that goes to another owner.
    public struct OwnerChange: Sendable {
        public var number: String
        public var at: Timestamp
        public var before: String
        public var owner: String
    }

    /// By their ids.
    public var handOvers: [HandOver] = []
    public var parts: [Part] = []
    public var messages: [Message] = []
    public var inbound: [Inbound] = []
    public var ownerChanges: [OwnerChange] = []
    /// Who has each conversation, by number.
    public var owners: [String: String] = [:]
    public var loopbacks: [Test] = []
    public var rotations: [Rotation] = []
    public var enrollments: [Enrollment] = []
    /// All of them, also those that were lifted.
    public var suppressions: [Suppression] = []
    /// The states that the history knows of each message.
    public var messageHistory: [Int64: Set<String>] = [:]
    /// How often the database was taken for a restored one.
    public var restores = 0
    /// Begins of campaigns, and their names.
    public var campaignStarts: [Int64: Timestamp] = [:]
    public var campaignNames: [Int64: String] = [:]
}
