import Campaigns
import Gateway
import Testing

@testable import smsbridge

@Suite("Files of messages")
struct MessageFileTests {
    @Test("CSV and JSON lines say the same")
    func forms() {
        let csv =
            "to,text,idempotency_key,validity_seconds,send_at\n+491,\"Hi, you\",k,600,2026-11-24T09:00:00Z\n+492,b,,,\n"
        let json = """
            {"to": "+491", "text": "Hi, you", "idempotency_key": "k", "validity_seconds": 600, "send_at": "2026-11-24T09:00:00Z"}

            {"to": "+492", "text": "b"}
            """
        let fromCSV = MessageFile(csv, name: "m.csv").requests
        #expect(fromCSV == MessageFile(json, name: "m.json").requests)
        #expect(fromCSV.first?.sendAt == Timestamp(rfc3339: "2026-11-24T09:00:00Z"))
        #expect(fromCSV.count == 2)
    }

    @Test(
        "what is wrong is told with its line",
        arguments: [
            ("to,txt\n+491,a", 1, "txt"), ("text\na", 1, "to"), ("to,text\n+491,a\n,b", 3, "to"),
            ("to,text\n+491,", 2, "text"), ("to,text,send_at\n+491,a,soon", 2, "send_at"),
            ("to,text,validity_seconds\n+491,a,x", 2, "validity_seconds"), ("to,text\n+491,a,b", 2, ""),
            ("{\"to\": \"+491\", \"text\": \"a\"}\n{\"to\": 1}", 2, "to"), ("to,text\n+491\n", 2, ""),
        ]
    )
    func problems(text: String, line: Int, key: String) {
        let problems = MessageFile(text, name: "m").problems
        let isTold = problems.contains { $0.line == line && $0.key == key }
        #expect(isTold, "\(problems)")
    }

    @Test("an empty file and one with too many messages are refused")
    func bounds() {
        #expect(!MessageFile("", name: "m").problems.isEmpty)
        #expect(!MessageFile("to,text\n", name: "m").problems.isEmpty)
        let many = "to,text\n" + String(repeating: "+491,a\n", count: 10_001)
        #expect(!MessageFile(many, name: "m").problems.isEmpty)
    }
}
