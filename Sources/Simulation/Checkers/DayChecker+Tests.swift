import Campaigns
import Gateway
import Storage

extension DayChecker {
    /// Tests between lines are nobody's words: no agent and no person answers them, and each that arrived is known as one.
    static let testsReachNobody = DayChecker(name: "testsReachNobody", promise: 3) { record in
        var problems: [String] = []
        let own = Set((0..<record.plan.lines).map { SimulatedSIM(index: $0).number })
        for message in record.facts.messages where own.contains(message.number) && message.origin != "test" {
            problems.append("message \(message.id) (\(message.origin)) answers our own \(message.number)")
        }
        for inbound in record.facts.inbound where own.contains(inbound.sender) != (inbound.kind == "loopback") {
            problems.append("“\(inbound.text)” of \(inbound.sender) was taken for \(inbound.kind)")
        }
        // What follows from a round takes at most its time to be sent, and twice the time to come.
        let end = record.script.start + record.script.length
        let settings = LoopbackSettings()
        let most = settings.sending * 2 + settings.within * 3
        for test in record.facts.loopbacks where !test.isConcluded && end - test.createdAt > most {
            problems.append("the test \(test.id) of \(test.createdAt) has no end")
        }
        return problems
    }
}
