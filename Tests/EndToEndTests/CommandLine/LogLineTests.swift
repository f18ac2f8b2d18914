import Campaigns
import Logging
import Testing

@testable import smsbridge

@Suite("Lines of the log")
struct LogLineTests {
    @Test("one line for people, with time and level")
    func people() {
        let line = StandardErrorLogHandler.line(
            level: .notice,
            message: "started",
            metadata: ["b": "2", "a": "1"],
            label: "smsbridge",
            time: Timestamp(seconds: 0)
        )
        #expect(line == "1970-01-01T00:00:00.000Z NOTICE   smsbridge: started a=1 b=2")
    }

    @Test(
        "the journal gets the priority instead of the time",
        arguments: [
            (Logger.Level.critical, "<2>"), (.error, "<3>"), (.warning, "<4>"), (.notice, "<5>"), (.info, "<6>"),
            (.debug, "<7>"), (.trace, "<7>"),
        ]
    )
    func journal(level: Logger.Level, prefix: String) {
        let line = StandardErrorLogHandler.line(level: level, message: "x", metadata: [:], label: "s", time: nil)
        #expect(line == "\(prefix)s: x")
    }

    @Test("a message with line feeds stays one line")
    func oneLine() {
        let line = StandardErrorLogHandler.line(level: .info, message: "a\n<0>b", metadata: [:], label: "s", time: nil)
        #expect(!line.contains("\n"))
    }
}
