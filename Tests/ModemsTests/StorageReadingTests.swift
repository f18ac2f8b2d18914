import Modems
import Testing

@Suite struct StorageReadingTests {
    /// One dialogue with a memory: what the modem says to each line, and what is read.
    struct Row: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var answers: [(String, ATAnswer)]
        var found: [Int]
        var end: StorageReading.Step = .done
        var pauses = 0
        var announced = false
        var habits = Dialect.MemoryHabits()
        var knowledge = StorageReading.Knowledge()
        var learns = false
    }

    static let selection = ATCommand("AT+CPMS=\"SM\"")

    static func ok(_ lines: String...) -> ATAnswer { ATAnswer(lines: lines, result: .ok) }
    static func no(_ failure: ATFailure) -> ATAnswer { ATAnswer(result: .error(failure)) }

    static let broken: StorageReading.Knowledge = {
        var knowledge = StorageReading.Knowledge()
        knowledge.listIsBroken = true
        return knowledge
    }()

    static let rows = [
        Row(
            testDescription: "norm",
            answers: [
                ("AT+CPMS=\"SM\"", ok("+CPMS: 2,20")),
                ("AT+CMGL=4", ok("+CMGL: 1,0,,2", "000102", "+CMGL: 5,1,,2", "000103")),
            ],
            found: [1, 5]
        ),
        Row(
            testDescription: "empty",
            answers: [("AT+CPMS=\"SM\"", ok("+CPMS: 0,20")), ("AT+CMGL=4", ok())],
            found: []
        ),
        Row(
            testDescription: "empty in words",
            answers: [("AT+CPMS=\"SM\"", ok()), ("AT+CMGL=4", no(.cms(321)))],
            found: []
        ),
        Row(
            testDescription: "the memory is refused",
            answers: [("AT+CPMS=\"SM\"", no(.cms(302)))],
            found: [],
            end: .failed(.cms(302))
        ),
        Row(
            testDescription: "the list is refused, used slots are told",
            answers: [
                ("AT+CPMS=\"SM\"", ok("+CPMS: 2,20")), ("AT+CMGL=4", no(.plain)),
                ("AT+CMGD=?", ok("+CMGD: (0,3),(0-4)")), ("AT+CMGR=0", ok("+CMGR: 0,,2", "000102")),
                ("AT+CMGR=3", ok("+CMGR: 1,,2", "000103")),
            ],
            found: [0, 3],
            learns: true
        ),
        Row(
            testDescription: "the list hangs, slots are a range",
            answers: [
                ("AT+CPMS=\"SM\"", ok("+CPMS: 1,3")), ("AT+CMGL=4", no(.timedOut)), ("AT+CMGD=?", ok("+CMGD: (1-3)")),
                ("AT+CMGR=1", no(.cms(321))), ("AT+CMGR=2", ok("+CMGR: 0,,2", "000102")),
                ("AT+CMGR=3", ok("+CMGR: 0,,0")),
            ],
            found: [2],
            learns: true
        ),
        Row(
            testDescription: "slot 0 is the first",
            answers: [
                ("AT+CPMS=\"SM\"", ok("+CPMS: 1,2")), ("AT+CMGL=4", no(.cms(303))), ("AT+CMGD=?", no(.plain)),
                ("AT+CMGR=0", ok("+CMGR: 0,,2", "000102")), ("AT+CMGR=1", ok()),
            ],
            found: [0],
            habits: Dialect.MemoryHabits(firstIndex: 0),
            learns: true
        ),
        Row(
            testDescription: "an empty list where the counter states one",
            answers: [
                ("AT+CPMS=\"SM\"", ok("+CPMS: 1,2")), ("AT+CMGL=4", ok()), ("AT+CMGD=?", ok("+CMGD: (2)")),
                ("AT+CMGR=2", ok("+CMGR: 0,,2", "000102")),
            ],
            found: [2]
        ),
        Row(
            testDescription: "an announced message comes late",
            answers: [
                ("AT+CPMS=\"SM\"", ok("+CPMS: 0,2")), ("AT+CMGL=4", ok()), ("AT+CMGL=4", ok("+CMGL: 1,0,,2", "000102")),
            ],
            found: [1],
            pauses: 1,
            announced: true,
            habits: Dialect.MemoryHabits(rereadsAfter: .milliseconds(500))
        ),
        Row(
            testDescription: "nothing was announced",
            answers: [("AT+CPMS=\"SM\"", ok("+CPMS: 0,2")), ("AT+CMGL=4", ok())],
            found: [],
            habits: Dialect.MemoryHabits(rereadsAfter: .milliseconds(500))
        ),
        Row(
            testDescription: "known to be broken",
            answers: [
                ("AT+CPMS=\"SM\"", ok()), ("AT+CPMS?", ok("+CPMS: \"SM\",1,9")), ("AT+CMGD=?", ok("+CMGD: (4)")),
                ("AT+CMGR=4", ok("+CMGR: 0,,2", "000102")),
            ],
            found: [4],
            knowledge: broken,
            learns: true
        ),
        Row(
            testDescription: "known to be broken, and empty",
            answers: [("AT+CPMS=\"SM\"", ok("+CPMS: 0,9"))],
            found: [],
            knowledge: broken,
            learns: true
        ),
        Row(
            testDescription: "nothing works",
            answers: [
                ("AT+CPMS=\"SM\"", ok()), ("AT+CMGL=4", no(.plain)), ("AT+CPMS?", no(.plain)),
                ("AT+CMGD=?", no(.plain)),
            ],
            found: [],
            end: .failed(.plain)
        ),
        Row(
            testDescription: "unplugged in between",
            answers: [("AT+CPMS=\"SM\"", ok("+CPMS: 1,9")), ("AT+CMGL=4", no(.hungUp))],
            found: [],
            end: .failed(.hungUp)
        ),
    ]

    @Test(arguments: rows) func reads(_ row: Row) {
        var reading = StorageReading(
            selection: Self.selection,
            habits: row.habits,
            knowledge: row.knowledge,
            wasAnnounced: row.announced
        )
        var left = row.answers[...]
        var found: [Int] = []
        var pauses = 0
        var step = reading.handle(.begin)
        for _ in 0..<50 {
            switch step {
            case .send(let command):
                let expected = left.popFirst()
                #expect(expected?.0 == command.text)
                step = reading.handle(.answered(expected?.1 ?? Self.no(.plain)))
            case .pause:
                pauses += 1
                step = reading.handle(.paused)
            case .found(let messages):
                found += messages.map(\.index)
                step = reading.handle(.taken)
            case .done, .failed:
                #expect(step == row.end)
                #expect(found == row.found && pauses == row.pauses && left.isEmpty)
                #expect(reading.knowledge.listIsBroken == row.learns)
                return
            }
        }
        Issue.record("it does not end")
    }

    @Test func anAnswerThatNobodyAskedForEndsIt() {
        var reading = StorageReading(selection: nil)
        #expect(reading.handle(.taken) == .done)
        #expect(reading.handle(.begin) == .send(.listMessages))
        #expect(reading.handle(.paused) == .done)
    }
}
