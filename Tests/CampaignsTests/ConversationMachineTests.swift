import Campaigns
import Testing

@Suite struct ConversationMachineTests {
    /// One row for each state, one letter for each event: the owner after it, `.` for no change, `!` for a refusal.
    ///
    ///     w wrote     e escalated     c claimed     h answeredByHuman   b handedBack   s serviceTimeEnded
    ///     g guard     m muteEnded     o optedOut    i optedIn           d idled        f humanIdled   x closed
    private static let table = """
        state       w e c h b s g m o i d f x
        agent       . W H H ! . L . O . C . C
        waiting     . . H H A A . . O . . . C
        human       . . . . A . . . O . . A C
        optOut      . . ! ! ! . . . . A . . !
        loop        . . H H A . . W O . . . C
        service     . . ! ! ! . . . . . . . C
        closed      A W H H ! . . . O A . . !
        """

    private static let states: [String: ConversationMachine] = [
        "agent": .init(owner: .agent), "waiting": .init(owner: .waitingForHuman), "human": .init(owner: .human),
        "optOut": .init(owner: .muted, cause: .optOut), "loop": .init(owner: .muted, cause: .loop),
        "service": .init(owner: .muted, cause: .service), "closed": .init(owner: .closed),
    ]

    private static let letters: [String: ConversationMachine] = [
        "A": .init(owner: .agent), "W": .init(owner: .waitingForHuman), "H": .init(owner: .human),
        "O": .init(owner: .muted, cause: .optOut), "L": .init(owner: .muted, cause: .loop), "C": .init(owner: .closed),
    ]

    private static let events: [(String, ConversationEvent)] = [
        ("w", .wrote), ("e", .escalated), ("c", .claimed), ("h", .answeredByHuman), ("b", .handedBack),
        ("s", .serviceTimeEnded), ("g", .guardTripped), ("m", .muteEnded), ("o", .optedOut), ("i", .optedIn),
        ("d", .idled), ("f", .humanIdled), ("x", .closed),
    ]

    @Test func eachEventDoesInEachStateWhatTheTableSays() throws {
        let rows = Self.table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        let head = try #require(rows.first).dropFirst()
        #expect(Array(head) == Self.events.map(\.0))
        #expect(rows.count == Self.states.count + 1)
        for row in rows.dropFirst() {
            let before = try #require(Self.states[row[0]])
            for (cell, (_, event)) in zip(row.dropFirst(), Self.events) {
                var machine = before
                let step = machine.handle(event)
                switch cell {
                case ".": #expect(step == .stays && machine == before, "\(row[0]), \(event)")
                case "!":
                    guard case .refused = step else {
                        Issue.record("\(row[0]), \(event): \(step)")
                        continue
                    }
                    #expect(machine == before)
                default:
                    let after = try #require(Self.letters[cell])
                    #expect(machine == after, "\(row[0]), \(event)")
                    #expect(step == .passes(to: after.owner), "\(row[0]), \(event)")
                }
            }
        }
    }

    /// Whatever happens after an opt-out, only START lets anybody answer again.
    @Test func onlyStartEndsAnOptOut() {
        for (_, event) in Self.events where event != .optedIn {
            var machine = ConversationMachine(owner: .muted, cause: .optOut)
            _ = machine.handle(event)
            #expect(machine == ConversationMachine(owner: .muted, cause: .optOut), "\(event)")
        }
    }
}
