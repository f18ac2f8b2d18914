import Foundation
import SMS
import Testing

/// The codec against PDUs of real modems and of the norm, each answered as another reading of the norm does.
@Suite struct CorpusTests {
    @Test func theCorpusIsThere() {
        let real = Set(CorpusEntry.all.filter { !$0.isMade }.compactMap(\.pdu))
        #expect(real.count >= 150)
        #expect(CorpusEntry.all.count >= 700)
        #expect(Set(CorpusEntry.all.map(\.name)).count == CorpusEntry.all.count, "names are unique")
    }

    @Test(arguments: CorpusEntry.all)
    func theAnswer(entry: CorpusEntry) throws {
        let line = String(decoding: try JSONEncoder().encode(entry.request), as: UTF8.self)
        let answer = try #require(JSONLines.answer(to: line))
        let decoded = try JSONDecoder().decode(JSONValue.self, from: Data(answer.utf8))
        let difference = difference(decoded, entry.answer)
        #expect(difference == nil, "\(entry.source): \(entry.note ?? "")")
    }

    @Test(arguments: CorpusEntry.all.filter { $0.inbox != nil })
    func whatTheInboxReads(entry: CorpusEntry) throws {
        var options = entry.options
        options.lenient = true
        let decoded = try PDUDecoder.decode(hex: try #require(entry.pdu), options: options)
        if let number = entry.inbox?["number"] {
            #expect(decoded.tpdu.address?.number == number.string)
        }
        if let text = entry.inbox?["text"]?.string {
            #expect(decoded.tpdu.userData?.text.map { Array($0.utf8) } == Array(text.utf8))
        }
        if let warnings = entry.inbox?["warnings"] {
            #expect(decoded.warnings.map(\.rawValue).sorted() == warnings.strings)
        }
    }

    @Test(arguments: CorpusEntry.all.filter { $0.partial != nil })
    func whatAnErrorTells(entry: CorpusEntry) throws {
        let pdu = try #require(entry.pdu)
        do throws(DecodeError) {
            _ = try PDUDecoder.decode(hex: pdu, options: entry.options)
            Issue.record("\(pdu) was read")
        } catch {
            #expect(error.code.rawValue == entry.answer["error"]?["code"]?.string)
            #expect(error.field == entry.partial?["field"]?.string)
            #expect(error.offset == entry.partial?["offset"]?.integer)
            #expect(error.partial.address?.number == entry.partial?["number"]?.string)
        }
    }

    /// The first member that is not as expected; warnings have no order, and an answer may say more than expected.
    private func difference(_ answer: JSONValue, _ expected: JSONValue, at path: String = "") -> String? {
        guard case .object(let members) = expected else {
            return answer == expected ? nil : "\(path): \(answer) instead of \(expected)"
        }
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            guard let own = answer[name] else { return "\(path)/\(name) is missing" }
            if name == "warnings" {
                if own.strings != value.strings { return "warnings: \(own) instead of \(value)" }
            } else if let difference = difference(own, value, at: "\(path)/\(name)") {
                return difference
            }
        }
        return nil
    }
}
