import Simulation

/// Reads people for the virtual network: a list of numbers with what each of them does.
enum PeopleFile {
    /// What a person does when a message has come.
    enum Behaviour: String, CaseIterable {
        /// Nothing; the message is delivered.
        case silent
        /// Writes `text`.
        case answers
        /// Writes `text`, long enough for several parts, to be sent with `pause` between them.
        case parts
        /// Writes `text` to another line than the one that wrote.
        case elsewhere
        /// The network takes messages and reports that the number cannot be obtained.
        case missing
        /// The network refuses messages with the `+CMS ERROR` of `cms`.
        case refused
        /// The phone is off for `delay`.
        case off
    }

    private static let keys = ["number", "behaviour", "text", "delay", "message", "pause", "cms"]
    private static let longest: Duration = .seconds(30 * 86_400)

    static func read(path: String) throws(FileProblems) -> [SimulatedPerson] {
        try read(YAMLFile(path: path))
    }

    static func read(_ file: YAMLFile) throws(FileProblems) -> [SimulatedPerson] {
        var people: [SimulatedPerson] = []
        let items =
            file.root.section(["people"])?.required("people", expected: "a list of people")?
            .items(expected: "a list of people", limit: 100_000) ?? []
        for item in items {
            if let section = item.section(keys), let person = person(section) { people.append(person) }
        }
        try file.check()
        return people
    }

    private static func person(_ section: YAMLSection) -> SimulatedPerson? {
        let expected = "a number in international form, such as \"+491511234001\""
        guard let value = section.required("number", expected: expected), let number = value.text(limit: 20) else {
            return nil
        }
        guard number.hasPrefix("+"), number.dropFirst().allSatisfy({ $0.isASCII && $0.isNumber }), number.count > 4
        else {
            value.report(expected: expected)
            return nil
        }
        let kind = section["behaviour"]?.choice(Behaviour.self) ?? (section["text"] == nil ? .silent : .answers)
        let delay = section["delay"]?.duration(in: .zero...longest) ?? .seconds(10)
        let text = section["text"]?.text(limit: 1600) ?? "STOP"
        let behaviour: SimulatedPerson.Behaviour =
            switch kind {
            case .silent: .silent
            case .answers:
                if let message = section["message"]?.integer(in: 1...1000) {
                    .answersNth(message, text: text, after: delay)
                } else {
                    .answers(text: text, after: delay)
                }
            case .parts:
                .answersInParts(
                    text: text,
                    after: delay,
                    pause: section["pause"]?.duration(in: .zero...longest) ?? .seconds(5)
                )
            case .elsewhere: .answersOtherLine(text: text, after: delay)
            case .missing: .doesNotExist
            case .refused: .refused(cms: section["cms"]?.integer(in: 0...511) ?? 38)
            case .off: .off(until: delay)
            }
        return SimulatedPerson(number: number, behaviour: behaviour)
    }
}
