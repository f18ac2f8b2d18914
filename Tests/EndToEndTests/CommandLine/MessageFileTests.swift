import Campaigns
import Gateway
import Testing

@testable import smsbridge

@Suite("Files of messages")
struct MessageFileTests {
    @Test("CSV and JSON lines say the same")
    func forms() throws {
        let csv =
            "to,text,idempotency_key,validity_seconds,send_at\n+491,\"Hi, you\",k,600,2026-11-24T09:00:00Z\n+492,b,,,\n"
        let json = """
            {"to": "+491", "text": "Hi, you", "idempotency_key": "k", "validity_seconds": 600, "send_at": "2026-11-24T09:00:00Z"}

            {"to": "+492", "text": "b"}
            """
        let fromCSV = try MessageFile.read(csv, name: "m.csv")
        #expect(fromCSV == (try MessageFile.read(json, name: "m.json")))
        #expect(fromCSV.first?.sendAt == Timestamp(rfc3339: "2026-11-24T09:00:00Z"))
        #expect(fromCSV.count == 2)
    }

    @Test(
        "what is wrong is told with its line",
        arguments: [
            ("to,txt\n+491,a", 1, "txt"), ("text\na", 1, "to"), ("to,text\n+491,a\n,b", 3, "to"),
            ("to,text\n+491,", 2, "text"), ("to,text,send_at\n+491,a,soon", 2, "send_at"),
            ("to,text,validity_seconds\n+491,a,x", 2, "validity_seconds"), ("to,text\n+491,a,b", 2, ""),
            ("{\"to\": \"+491\", \"text\": \"a\"}\n{\"to\": 1}", 2, ""),
        ]
    )
    func problems(text: String, line: Int, key: String) throws {
        let problems = try #require(throws: FileProblems.self) { try MessageFile.read(text, name: "m") }
        #expect(problems.all.contains { $0.line == line && $0.key == key }, "\(problems)")
    }

    @Test("an empty file and one with too many messages are refused")
    func bounds() {
        #expect(throws: FileProblems.self) { try MessageFile.read("", name: "m") }
        #expect(throws: FileProblems.self) { try MessageFile.read("to,text\n", name: "m") }
        let many = "to,text\n" + String(repeating: "+491,a\n", count: 10_001)
        #expect(throws: FileProblems.self) { try MessageFile.read(many, name: "m") }
    }
}
