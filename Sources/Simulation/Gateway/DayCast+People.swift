/// How the people of a run behave.
extension DayCast {
    static func people(_ numbers: [String], _ plan: DayPlan, random: inout SeededGenerator) -> [SimulatedPerson] {
        var behaviours = [SimulatedPerson.Behaviour](repeating: .silent, count: numbers.count)
        var order = Array(numbers.indices)
        order.shuffle(using: &random)
        for (place, index) in order.prefix(plan.replies).enumerated() {
            behaviours[index] = behaviour(place, plan, random: &random)
        }
        for (place, index) in order.dropFirst(plan.replies).prefix(max(numbers.count / 33, 6)).enumerated() {
            behaviours[index] = unreachable(place, plan, random: &random)
        }
        return zip(numbers, behaviours).map { SimulatedPerson(number: $0, behaviour: $1) }
    }

    private static let longAnswer = String(repeating: "I would like to come, but the bus is late. ", count: 5)
    private static let day: Duration = .seconds(86_400)

    private static func behaviour(
        _ place: Int,
        _ plan: DayPlan,
        random: inout SeededGenerator
    ) -> SimulatedPerson.Behaviour {
        let after = delay(place, plan, random: &random)
        let other = SimulatedSIM(index: Int(random.next() % UInt64(plan.lines))).number
        let later = random.duration(in: plan.span == .day ? .seconds(300)...(.seconds(20_000)) : day...(day * 12))
        switch place % 12 {
        case 0: return .answers(text: "STOP", after: after)
        case 1, 7: return .answersInParts(text: longAnswer, after: after, pause: .seconds(20))
        case 2, 8: return .answersInTurn([.init("yes, I will come", after: after, to: other)])
        case 3: return .answersNth(2, text: "Bitte keine SMS mehr", after: after)
        case 4 where place % 24 == 4:
            let text = place % 48 == 4 ? "STOP" : "wait, who is this"
            return .interrupts(text: text, after: random.duration(in: .zero...(.seconds(15))))
        case 4: return .answersNth(2, text: "what is this about?", after: after)
        case 5: return .answersInTurn([.init("STOP", after: after), .init("START", after: after + later)])
        case 6:
            let text = "Hello? Are you still there"
            return .answersInTurn([.init("STOP", after: after), .init(text, after: after + later)])
        case 9: return .answersInTurn([.init("STOP", after: after, to: other)])
        case 10:
            let texts = HostileText.replies
            return .answersInTurn([.init(texts[place / 12 % texts.count], after: after)])
        case 11 where place % 24 == 23:
            // The agent's answer may still wait for its line when the second text is there.
            let second = SimulatedPerson.Answer("or at four?", after: after + .seconds(40))
            return .answersInTurn([.init("yes please", after: after), second])
        case 11 where place % 48 == 35:
            return .answersInTurn([.init("I am out of office, back on Monday", after: after)])
        default:
            // One in many never tires of it: two machines that talk to each other.
            return place % 480 == 11
                ? .answers(text: "yes please", after: after) : .answersInTurn([.init("yes please", after: after)])
        }
    }

    /// Most answer within hours, some at once; in a long run also days later, many of them in the minutes in which the
    /// next step is due.
    private static func delay(_ place: Int, _ plan: DayPlan, random: inout SeededGenerator) -> Duration {
        let soon = random.duration(in: .seconds(1)...(.seconds(90)))
        let hours = random.duration(in: .seconds(60)...(.seconds(9000)))
        guard plan.span == .month else { return place % 3 == 0 ? soon : hours }
        switch place % 10 {
        case 0, 3: return soon
        case 1, 4, 7: return day * 4 + random.duration(in: .zero...(.seconds(900)))
        case 9: return hours + day * Int(random.next() % 4)
        default: return hours
        }
    }

    private static func unreachable(
        _ place: Int,
        _ plan: DayPlan,
        random: inout SeededGenerator
    ) -> SimulatedPerson.Behaviour {
        switch place % 6 {
        case 4: return .refused(cms: 1)
        case 5: return .off(until: random.duration(in: .zero...(DayScript.of(plan.span).length)))
        default: return .doesNotExist
        }
    }
}
