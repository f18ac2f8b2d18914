import SMS
import Testing

@Suite struct ReassemblerTests {
    private static let sender = Address(number: "+123", typeOfNumber: 1, numberingPlan: 1)

    private func key(_ total: Int = 2, reference: Int = 7, sender: Address = sender) -> PartKey {
        PartKey(sender: sender, reference: reference, total: total, referenceBits: 8)
    }

    private func part(_ sequence: Int, _ text: String) -> MessagePart {
        MessagePart(sequence: sequence, encoding: .gsm7, payload: GSMAlphabet.septets(of: text) ?? [])
    }

    private func texts(_ actions: [Reassembler<Int>.Action]) -> [String] {
        actions.compactMap { if case .handOn(let message) = $0 { message.joined().text } else { nil } }
    }

    @Test func anyOrderDoubledAndInterleaved() {
        var reassembler = Reassembler<Int>()
        let other = Address(number: "+456", typeOfNumber: 1, numberingPlan: 1)
        #expect(reassembler.handle(part(2, "b"), id: 1, key: key(), at: 0) == [.wait(missing: [1])])
        #expect(reassembler.handle(part(1, "x"), id: 2, key: key(sender: other), at: 1) == [.wait(missing: [2])])
        #expect(reassembler.handle(part(2, "b"), id: 3, key: key(), at: 2) == [.double])
        let done = reassembler.handle(part(1, "a"), id: 4, key: key(), at: 36_000_000)
        guard case .handOn(let message) = done.first else {
            Issue.record("nothing was handed on")
            return
        }
        #expect(message.ids == [1, 3, 4])
        #expect(message.isComplete)
        #expect(texts(done) == ["ab"])
        #expect(reassembler.handle(part(2, "b"), id: 5, key: key(), at: 36_000_001) == [.double])
        #expect(texts(reassembler.handle(part(2, "y"), id: 6, key: key(sender: other), at: 3)) == ["xy"])
        #expect(reassembler.openMessages == 0)
    }

    @Test func aReusedReferenceBeginsAnew() {
        var reassembler = Reassembler<Int>()
        _ = reassembler.handle(part(1, "old "), id: 1, key: key(), at: 0)
        #expect(texts(reassembler.handle(part(1, "new "), id: 2, key: key(), at: 1)) == ["old […]"])
        #expect(texts(reassembler.handle(part(1, "third "), id: 3, key: key(3), at: 2)) == ["new […]"])
        #expect(texts(reassembler.handle(part(3, "!"), id: 4, key: key(3), at: 3)) == [])
        #expect(texts(reassembler.handle(part(2, "one"), id: 5, key: key(3), at: 4)) == ["third one!"])
    }

    @Test func expiryAndBounds() {
        var reassembler = Reassembler<Int>(limits: .init(openMessages: 2, patience: 100))
        _ = reassembler.handle(part(2, "b"), id: 1, key: key(reference: 1), at: 0)
        _ = reassembler.handle(part(1, "a"), id: 2, key: key(reference: 2), at: 10)
        #expect(reassembler.nextExpiry == 100)
        let crowded = reassembler.handle(part(1, "c"), id: 3, key: key(reference: 3), at: 20)
        #expect(texts(crowded) == ["[…]b"])
        #expect(texts(reassembler.expire(at: 109)) == [])
        #expect(texts(reassembler.expire(at: 110)) == ["a[…]"])
        #expect(texts(reassembler.expire(at: 1000)) == ["c[…]"])
        #expect(reassembler.nextExpiry == nil)
    }

    @Test func everyPartIsHandedOnOnce() {
        var random = SeededGenerator(seed: 5)
        for round in 0..<200 {
            var reassembler = Reassembler<Int>(limits: .init(openMessages: 5, patience: 50, remembered: 0))
            var handed: [Int] = []
            for id in 0..<60 {
                let total = Int.random(in: 1...3, using: &random)
                let sequence = Int.random(in: 1...total, using: &random)
                let text = Bool.random(using: &random) ? "a" : "b"
                let key = key(total, reference: Int.random(in: 0...6, using: &random))
                var actions = reassembler.handle(part(sequence, text), id: id, key: key, at: Int64(id))
                actions += reassembler.expire(at: Int64(id))
                for case .handOn(let message) in actions { handed += message.ids }
                #expect(reassembler.openMessages <= 5)
            }
            for case .handOn(let message) in reassembler.expire(at: 10_000) { handed += message.ids }
            #expect(handed.sorted() == Array(0..<60), "seed 5, round \(round)")
        }
    }

    @Test func onlySoManyCompletedMessagesAreRemembered() {
        var reassembler = Reassembler<Int>(limits: .init(remembered: 1))
        for reference in [1, 2] {
            _ = reassembler.handle(part(1, "a"), id: reference, key: key(reference: reference), at: 0)
            #expect(texts(reassembler.handle(part(2, "b"), id: 9, key: key(reference: reference), at: 0)) == ["ab"])
        }
        #expect(reassembler.handle(part(1, "a"), id: 3, key: key(reference: 2), at: 1) == [.double])
        #expect(reassembler.handle(part(1, "a"), id: 4, key: key(reference: 1), at: 1) == [.wait(missing: [2])])
    }
}
