import Simulation

/// The people behind the demo's network: who answers, and how.
struct DemoPopulation {
    let people: [SimulatedPerson]
    /// The numbers of those who write STOP.
    let stops: Set<String>
    /// The number that does not exist.
    let nobody: String?

    private enum Kind {
        case yes(message: Int, text: String, minutes: ClosedRange<Int64>)
        case stop(message: Int, text: String, minutes: ClosedRange<Int64>)
        case inTwoParts, fromElsewhere, doesNotExist
    }

    /// What some of them do; all others stay silent.
    private static let script: [Kind] = [
        .yes(message: 1, text: "Yes", minutes: 1...3),
        .yes(message: 1, text: "YES, thank you!", minutes: 2...6),
        .yes(message: 1, text: "Ja, passt", minutes: 1...8),
        .yes(message: 1, text: "ok", minutes: 20...90),
        .yes(message: 1, text: "Where is it?", minutes: 1...4),
        .yes(message: 1, text: "Can we move it to another day?", minutes: 3...30),
        .yes(message: 1, text: "Could you call me please?", minutes: 180...240),
        .yes(message: 1, text: "I have a lot of pain, it is urgent", minutes: 5...50),
        .yes(message: 1, text: "My husband asks whether he can come along", minutes: 10...60),
        .yes(message: 2, text: "Yes sorry, I will be there", minutes: 1...40),
        .yes(message: 2, text: "Confirmed", minutes: 1...3),
        .yes(message: 2, text: "I need another time", minutes: 60...200),
        .yes(message: 2, text: "Wo ist das?", minutes: 2...10),
        .yes(message: 3, text: "Sorry for the delay: ok", minutes: 1...30),
        .stop(message: 1, text: "STOP", minutes: 1...2),
        .stop(message: 1, text: "Stopp bitte", minutes: 4...40),
        .stop(message: 1, text: "stop.", minutes: 200...500),
        .stop(message: 2, text: "STOP", minutes: 2...20),
        .inTwoParts, .fromElsewhere, .doesNotExist,
    ]

    /// Gives the numbers their behaviours; which number gets which depends on the seed.
    init(numbers: [String], seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let shuffled = numbers.shuffled(using: &random)
        var people: [SimulatedPerson] = []
        var stops: Set<String> = []
        var nobody: String?
        for (number, kind) in zip(shuffled, Self.script) {
            func answer(_ message: Int, _ text: String, _ minutes: ClosedRange<Int64>) -> SimulatedPerson.Behaviour {
                let range: ClosedRange<Duration> =
                    .seconds(60 * minutes.lowerBound)...(.seconds(60 * minutes.upperBound))
                return .answersNth(message, text: text, after: random.duration(in: range))
            }
            let behaviour: SimulatedPerson.Behaviour
            switch kind {
            case .yes(let message, let text, let minutes): behaviour = answer(message, text, minutes)
            case .stop(let message, let text, let minutes):
                behaviour = answer(message, text, minutes)
                stops.insert(number)
            case .inTwoParts:
                let text = """
                    Hello, thank you for the message. I have to take the bus and it only goes every two hours, so could \
                    you tell me whether half past ten would be possible too? If not I will ask my neighbour to drive me.
                    """
                behaviour = .answersInParts(text: text, after: .seconds(180), pause: .seconds(40))
            case .fromElsewhere:
                behaviour = .answersOtherLine(
                    text: "Thanks, see you then. Greetings to the doctor",
                    after: .seconds(240)
                )
            case .doesNotExist:
                behaviour = .doesNotExist
                nobody = number
            }
            people.append(SimulatedPerson(number: number, behaviour: behaviour))
        }
        people += shuffled.dropFirst(people.count).map { SimulatedPerson(number: $0) }
        self.people = people
        self.stops = stops
        self.nobody = nobody
    }
}
