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
        // Some answer while the next message is on its way, most within hours.
        var after = random.duration(in: place % 3 == 0 ? .seconds(1)...(.seconds(90)) : .seconds(60)...(.seconds(9000)))
        let other = SimulatedSIM(index: Int(random.next() % UInt64(plan.lines))).number
        let later = random.duration(in: plan.span == .day ? .seconds(300)...(.seconds(20_000)) : day...(day * 12))
        if plan.span == .month, place % 10 == 9 { after += random.duration(in: .zero...(day * 3)) }
        switch place % 12 {
        case 0: return .answers(text: "STOP", after: after)
        case 1, 7: return .answersInParts(text: longAnswer, after: after, pause: .seconds(20))
        case 2, 8: return .answersLine(other, text: "yes, I will come", after: after)
        case 3: return .answersNth(2, text: "Bitte keine SMS mehr", after: after)
        case 4: return .answersNth(2, text: "what is this about?", after: after)
        case 5: return .answersInTurn([.init("STOP", after: after), .init("START", after: after + later)])
        case 6:
            let text = "Hello? Are you still there"
            return .answersInTurn([.init("STOP", after: after), .init(text, after: after + later)])
        case 9: return .answersLine(other, text: "STOP", after: after)
        case 10:
            let texts = HostileText.replies
            return .answersNth(1, text: texts[place / 12 % texts.count], after: after)
        default:
            // A few never tire of it: two machines that talk to each other.
            return place % 480 == 11
                ? .answers(text: "yes please", after: after) : .answersNth(1, text: "yes please", after: after)
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
