import Campaigns
import Storage

/// A segment that the network took, and which step of a campaign its own text says it is of.
struct TakenSegment: Sendable {
    var at: Duration
    var segment: NetworkSegment
    /// Nil: an answer, a confirmation, or a client's message.
    var place: DayScript.Place?
}

/// The record in the orders in which checkers ask for it, made once.
struct DayIndex: Sendable {
    /// In order.
    private(set) var taken: [TakenSegment] = []
    /// By recipient.
    private(set) var takenBy: [String: [TakenSegment]] = [:]
    /// When the network took something, by the line's IMSI.
    private(set) var timesOf: [String: [Duration]] = [:]
    /// Texts of which the network has every segment, by recipient.
    private(set) var wholeTexts: [String: Set<String>] = [:]
    /// By number, in order.
    private(set) var messagesTo: [String: [DayFacts.Message]] = [:]
    private(set) var messages: [Int64: DayFacts.Message] = [:]
    private(set) var enrollmentsOf: [String: [DayFacts.Enrollment]] = [:]
    private(set) var enrollments: [Int64: DayFacts.Enrollment] = [:]
    private(set) var handOversOf: [Int64: [DayFacts.HandOver]] = [:]
    /// Parts by sender, in the order of their commits.
    private(set) var partsOf: [String: [DayFacts.Part]] = [:]
    /// Replies by their ids.
    private(set) var replies: [Int: NetworkReply] = [:]

    init(log: [NetworkLogEntry], facts: DayFacts, script: DayScript) {
        addSegments(log, script)
        for message in facts.messages {
            messagesTo[message.number, default: []].append(message)
            messages[message.id] = message
        }
        for enrollment in facts.enrollments {
            enrollmentsOf[enrollment.number, default: []].append(enrollment)
            enrollments[enrollment.id] = enrollment
        }
        for handOver in facts.handOvers { handOversOf[handOver.message, default: []].append(handOver) }
        for part in facts.parts { partsOf[part.sender, default: []].append(part) }
    }

    /// What joins the segments of one message.
    private struct Key: Hashable {
        var line: String
        var recipient: String
        var concatenation: Int?
        var total: Int
    }

    private mutating func addSegments(_ log: [NetworkLogEntry], _ script: DayScript) {
        var places: [Key: DayScript.Place] = [:]
        var pieces: [Key: [Int: String]] = [:]
        for entry in log {
            switch entry.event {
            case .replied(let reply): replies[reply.id] = reply
            case .accepted(let segment):
                let key = Key(
                    line: segment.line,
                    recipient: segment.recipient,
                    concatenation: segment.concatenation,
                    total: segment.total
                )
                var place = script.place(of: segment.text)
                if segment.total > 1 {
                    // The last segment of a message may hold a few letters alone.
                    if segment.sequence > 1 { place = place ?? places[key] }
                    places[key] = place
                }
                let found = TakenSegment(at: entry.at, segment: segment, place: place)
                taken.append(found)
                takenBy[segment.recipient, default: []].append(found)
                timesOf[segment.line, default: []].append(entry.at)
                pieces[key, default: [:]][segment.sequence] = segment.text
                if let all = pieces[key], all.count == segment.total {
                    let text = all.sorted { $0.key < $1.key }.map(\.value).joined()
                    wholeTexts[segment.recipient, default: []].insert(text)
                    pieces[key] = nil
                }
            default: break
            }
        }
    }
}
