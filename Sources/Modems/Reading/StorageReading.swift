/// Reads all that one memory of a modem holds, as a value, with what is broken in the field: lists that hang, that are
/// refused, or that leave out what the counters state, and counters that are late.
///
/// Start with `handle(.begin)`; carry out each step and report its end with the event named there. A step `found` may
/// come several times. What is deleted meanwhile does not disturb it.
public struct StorageReading: Sendable {
    /// What is known of the modem's ways from earlier readings; kept by the caller.
    public struct Knowledge: Sendable, Hashable {
        /// `+CMGL` does not work: slots are read one by one.
        public var listIsBroken = false

        public init() {}
    }

    public enum Event: Sendable, Hashable {
        case begin
        /// After the step `send`.
        case answered(ATAnswer)
        /// After the step `pause`.
        case paused
        /// After the step `found`: stored, and deleted as far as the modem lets them.
        case taken
    }

    public enum Step: Sendable, Hashable {
        case send(ATCommand)
        case pause(Duration)
        /// Messages that the memory holds, at least one.
        case found([StoredMessage])
        /// All is read.
        case done
        /// Nothing can be read here.
        case failed(ATFailure)
    }

    private enum Stage: Sendable, Hashable {
        case selecting
        case counting
        case listing(again: Bool)
        case waiting
        case asking
        case reading([Int])
        case ended
    }

    /// Slots that are read one by one at most.
    static let mostSlots = 500

    /// What was learned; to be kept for the next reading.
    public private(set) var knowledge: Knowledge
    /// True where the modem announced something for this reading: an empty memory is then read once more.
    private let wasAnnounced: Bool
    private let selection: ATCommand?
    private let habits: Dialect.MemoryHabits
    private var stage: Stage = .ended
    /// Messages that the counters state, nil where they say nothing.
    private var used: Int?
    private var total: Int?
    private var listed = 0
    private var listFailure: ATFailure?

    /// Reads the memory that `selection` selects (`ModemProfile.selecting`); nil reads the selected one.
    public init(
        selection: ATCommand?,
        habits: Dialect.MemoryHabits = Dialect.MemoryHabits(),
        knowledge: Knowledge = Knowledge(),
        wasAnnounced: Bool = false
    ) {
        self.selection = selection
        self.habits = habits
        self.knowledge = knowledge
        self.wasAnnounced = wasAnnounced
    }

    public mutating func handle(_ event: Event) -> Step {
        switch (event, stage) {
        case (.begin, _):
            guard let selection else { return knowledge.listIsBroken ? count() : list(again: false) }
            stage = .selecting
            return .send(selection)
        case (.answered(let answer), .selecting):
            guard answer.isOK else { return end(.failed(answer.failure ?? .plain)) }
            keepCounters(answer)
            if knowledge.listIsBroken { return used == nil ? count() : askSlots() }
            return list(again: false)
        case (.answered(let answer), .listing(let again)): return listAnswered(answer, again: again)
        case (.paused, .waiting): return list(again: true)
        case (.answered(let answer), .counting):
            keepCounters(answer)
            return askSlots()
        case (.answered(let answer), .asking): return slotsAnswered(answer)
        case (.answered(let answer), .reading(let slots)): return slotAnswered(answer, slots)
        case (.taken, .reading(let slots)): return read(slots)
        case (.taken, .listing): return afterList()
        default: return end(.done)
        }
    }

    private mutating func end(_ step: Step) -> Step {
        stage = .ended
        return step
    }

    private mutating func keepCounters(_ answer: ATAnswer) {
        guard answer.isOK, let first = StorageAnswer.parseState(answer.lines).first else { return }
        used = first.used
        total = first.total
    }

    private mutating func count() -> Step {
        stage = .counting
        return .send(.storageState)
    }

    private mutating func list(again: Bool) -> Step {
        stage = .listing(again: again)
        return .send(.listMessages)
    }

    private mutating func listAnswered(_ answer: ATAnswer, again: Bool) -> Step {
        if answer.failure == .hungUp || answer.failure == .restarted { return end(.failed(answer.failure ?? .plain)) }
        let messages = answer.isOK ? MessageList.parseList(answer.lines) : []
        listed = messages.count
        if !messages.isEmpty { return .found(messages) }
        if let failure = answer.failure {
            // An empty memory, in some modems' words.
            if failure == .cms(321) || failure == .cme(22) { return end(.done) }
            guard failure != .timedOut || used != 0 else { return end(.failed(failure)) }
            listFailure = failure
            return used == nil ? count() : askSlots()
        }
        if !again, wasAnnounced, let pause = habits.rereadsAfter {
            stage = .waiting
            return .pause(pause)
        }
        return afterList()
    }

    /// A list that shows nothing where the counters state something is not believed.
    private mutating func afterList() -> Step {
        guard listed == 0, let used, used > 0 else { return end(.done) }
        return askSlots()
    }

    private mutating func askSlots() -> Step {
        guard used != 0 else { return end(.done) }
        stage = .asking
        return .send(.usedSlots)
    }

    private mutating func slotsAnswered(_ answer: ATAnswer) -> Step {
        let slots: [Int]
        if answer.isOK, let used = SlotList.parse(answer.lines) {
            slots = used
        } else if let total, total > 0 {
            slots = Array((habits.firstIndex..<habits.firstIndex + total).prefix(Self.mostSlots))
        } else {
            return end(.failed(listFailure ?? answer.failure ?? .plain))
        }
        return read(slots)
    }

    private mutating func read(_ slots: [Int]) -> Step {
        guard let first = slots.first else {
            // Neither the list nor a slot showed what the counters state: it waits there still.
            if let listFailure, !knowledge.listIsBroken { return end(.failed(listFailure)) }
            return end(.done)
        }
        stage = .reading(slots)
        return .send(.readMessage(index: first))
    }

    private mutating func slotAnswered(_ answer: ATAnswer, _ slots: [Int]) -> Step {
        guard let first = slots.first else { return end(.done) }
        let rest = Array(slots.dropFirst())
        switch answer.failure {
        case .hungUp, .restarted, .timedOut: return end(.failed(answer.failure ?? .plain))
        default: break
        }
        guard answer.isOK, let message = MessageList.parseRead(answer.lines, index: first) else { return read(rest) }
        // The slots work where the list did not.
        if listFailure != nil { knowledge.listIsBroken = true }
        stage = .reading(rest)
        return .found([message])
    }
}
