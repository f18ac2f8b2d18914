/// A row of the fault table: what happens, and how three gateways that are in use took it.
///
/// The others' figures were measured once with Debian's packages on a pty that speaks as a modem; read times as ±20 %.
enum FaultRow: Int, CaseIterable, Sendable {
    case overhead
    case start
    case inbound
    case killAfterHandOver
    case neverAnswers
    case answersLate
    case diskFull
    case killBeforeDeletion
    case hangs
    case unplugged
    case absentAtStart
    case wrongPIN
    case hookHangs

    struct Texts {
        var title: String
        /// gammu-smsd 1.42, smstools 3.1.21, Kannel 1.4.5.
        var others: [String]
        /// What we set out to reach.
        var bar: String
    }

    var texts: Texts {
        switch self {
        case .overhead:
            Texts(
                title: "Overhead of a message on a modem that answers at once, of 20",
                others: ["0.96 s", "0.46 s", "2.3 s"],
                bar: "at most 0.05 s"
            )
        case .start:
            Texts(
                title: "From the start to the first message at the network",
                others: ["5.4 s", "2.3 s", "7.5 s"],
                bar: "at most 3 s"
            )
        case .inbound:
            Texts(
                title: "From a message on the SIM to the inbox: announced, and where the notice is lost",
                others: ["polled each 15 s", "polled each 10 s", "at the notice; no poll"],
                bar: "under 1 s, and a poll"
            )
        case .killAfterHandOver:
            Texts(
                title: "`kill -9` right after the modem took the message",
                others: ["sent twice", "sent twice", "sent twice; without a store 4 of 5 lost"],
                bar: "1 copy, told as uncertain"
            )
        case .neverAnswers:
            Texts(
                title: "The network takes the message, and the modem never says so",
                others: ["3 copies", "3 copies in 145 s", "5 copies in 7 min, no end"],
                bar: "1 copy"
            )
        case .answersLate:
            Texts(
                title: "The modem says so 30 s late (the others: 45, 45, 30 s)",
                others: ["1 copy", "1 copy", "5 copies in 6 min, no end"],
                bar: "1 copy"
            )
        case .diskFull:
            Texts(
                title: "The disk is full while messages come in",
                others: ["none lost; the database locked for 60 s", "5 of 5 lost", "3 of 3 lost"],
                bar: "none lost; nothing deleted; an alarm"
            )
        case .killBeforeDeletion:
            Texts(
                title: "`kill -9` between storing a received message and deleting it",
                others: ["stored twice", "stored twice", "told twice"],
                bar: "stored once"
            )
        case .hangs:
            Texts(
                title: "A modem stops answering while it is busy",
                others: [
                    "noticed after 400 s, never reset", "never noticed",
                    "never by default; set up for it, reset at 97 s",
                ],
                bar: "noticed in 15 s, then the ladder; its messages go to others"
            )
        case .unplugged:
            Texts(
                title: "Unplugged for 30 s, then back under its name, and under another",
                others: ["27 s", "never by default; set up for it, 3 s", "never by default; set up for it, 6 s"],
                bar: "5 s, under any name"
            )
        case .absentAtStart:
            Texts(
                title: "The modem is not there for the first 30 s",
                others: ["recovers", "its process is dead, the main one looks well", "tries each 10 s"],
                bar: "shown as absent, then taken up"
            )
        case .wrongPIN:
            Texts(
                title: "A wrong PIN in the configuration, three starts",
                others: ["3 tries in 45 s: PUK", "3 tries: PUK", "3 tries in 24 s: PUK"],
                bar: "1 try ever, never the last"
            )
        case .hookHangs:
            Texts(
                title: "What is told of each message (a hook, here a webhook) hangs",
                others: ["the daemon stands still", "the modem's process stands still", "not held up"],
                bar: "nothing else is held up"
            )
        }
    }

    /// Lives it, and says what was measured. What breaks the bar is recorded as an issue.
    func live() async throws -> String {
        switch self {
        case .overhead: try await Self.overhead()
        case .start: try await Self.start()
        case .inbound: try await Self.inbound()
        case .killAfterHandOver: try await Self.killAfterHandOver()
        case .neverAnswers: try await Self.neverAnswers()
        case .answersLate: try await Self.answersLate()
        case .diskFull: try await Self.diskFull()
        case .killBeforeDeletion: try await Self.killBeforeDeletion()
        case .hangs: try await Self.hangs()
        case .unplugged: try await Self.unplugged()
        case .absentAtStart: try await Self.absentAtStart()
        case .wrongPIN: try await Self.wrongPIN()
        case .hookHangs: try await Self.hookHangs()
        }
    }
}
