import Foundation
import Gateway
import Simulation
import Subprocess
import Testing

@testable import smsbridge

/// What the real program says of the modems of its running service, in all five groups.
@Suite("A diagnosis of the running service's modems")
struct DiagnosisOfTheServiceTests {
    /// What a program reads.
    private struct Document: Decodable {
        struct Row: Decodable {
            var check: String
            var group: String
            var verdict: String
            var value: String
            var meaning: String
        }

        struct Line: Decodable {
            var at: String
            var direction: String
            var text: String
        }

        var port: String
        var is_usable: Bool
        var sentence: String
        var absence: String?
        var seconds: Double
        var version: String
        var kernel: String
        var findings: [Row]
        var dialogue: [Line]

        subscript(check: String) -> Row? { findings.first { $0.check == check } }
    }

    private static let groups = ["USB and port", "SIM", "Network", "Messaging", "Traffic"]

    private func diagnose(_ house: House, _ arguments: String..., status: Int32) async throws -> [Document] {
        let outcome = try await house.command(["modem", "diagnose", "--json"] + arguments)
        #expect(outcome.status == .exited(status), "\(outcome.output) \(outcome.error)")
        let octets = Data(outcome.output.utf8)
        return arguments.contains("--all")
            ? try JSONDecoder().decode([Document].self, from: octets)
            : [try JSONDecoder().decode(Document.self, from: octets)]
    }

    @Test("the traffic group has the figures of what was sent, refused and received")
    func traffic() async throws {
        try await House.run { house in
            try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 1)
                for index in 0..<5 {
                    let number = "+49151123450\(10 + index)"
                    try await daemon.send("Hello", to: number)
                    _ = try await daemon.untilMessage(to: number, is: "delivered")
                }
                await house.write(from: "+4915112345077", toLine: 0, text: "Hi")
                try await daemon.until("it is received") {
                    try await daemon.client.get("/v1/messages", query: [("direction", "in")]).octets.count > 10
                }
                let good = try #require(try await diagnose(house, "line1", status: 0).first)
                #expect(
                    good.is_usable && good.sentence == "This modem is ready to send and receive.",
                    "\(good.sentence)"
                )
                #expect(Self.groups.allSatisfy { group in good.findings.contains { $0.group == group } })
                #expect(good["sending"]?.value == "5 sent, 0 refused")
                #expect(good["receiving"]?.value == "1 received" && good["reports"]?.value == "5 of 5")
                #expect(good["signalHistory"]?.verdict == "ok" && good["recoveries"]?.value == "none")
                #expect(good["noticePort"]?.verdict == "ok", "\(String(describing: good["noticePort"]))")
                #expect(
                    good.seconds > 0 && good.seconds < 10 && !good.version.isEmpty && good.kernel.hasPrefix("Linux")
                )
                #expect(good.dialogue.contains { $0.text == "AT+CPIN?" } && !good.dialogue.contains { $0.at.isEmpty })
                #expect(!good.dialogue.contains { $0.text.contains("4917010000") }, "numbers are masked")

                await house.bench.apply(.blockSIM(cms: 50), to: 0)
                for index in 0..<3 { try await daemon.send("Hello", to: "+49151123451\(10 + index)") }
                try await daemon.until("it is out of rotation") { try await daemon.health().modemsReady == 0 }
                let blocked = try #require(try await diagnose(house, "line1", status: 1).first)
                let sending = try #require(blocked["sending"])
                #expect(sending.verdict == "fault" && sending.value.hasPrefix("5 sent, "), "\(sending)")
                #expect(sending.meaning.contains("+CMS ERROR 50"))
                #expect(blocked.sentence.hasPrefix("This modem will not work: "), "\(blocked.sentence)")
            }
        }
    }

    @Test("--all tells of every modem, also of one that is gone, in one report that fits a ticket")
    func all() async throws {
        try await House.run(modems: 2) { house in
            try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 2)
                await house.bench.unplug(1)
                try await daemon.until("line2 is gone") { try await daemon.health().modemsReady == 1 }
                let both = try await diagnose(house, "--all", status: 75)
                #expect(both.map(\.port) == ["line1", "line2"] && both.map(\.is_usable) == [true, false])
                #expect(both[1].absence != nil && both[1].sentence.hasPrefix("This modem is not there: "))
                #expect(both[1]["port"]?.value == "not there" && both[1]["connection"]?.value == "gone once in an hour")
                let (page, document) = (house.folder + "/all.html", house.folder + "/all.json")
                for path in [page, document] {
                    let outcome = try await house.command(["modem", "diagnose", "--all", "--report", path])
                    #expect(outcome.status == .exited(75), "\(outcome)")
                    #expect(outcome.output.contains("line1") && outcome.output.contains("This modem is not there"))
                }
                let text = try String(contentsOfFile: page, encoding: .utf8)
                for part in ["Diagnosis of 2 modems", "href=\"#modem1\"", "id=\"modem1\"", "not there", "Linux"] {
                    #expect(text.contains(part), "\(part)")
                }
                // It asks for nothing from elsewhere.
                for part in ["http:", "https:", "<script", "src=", "@import", "url("] { #expect(!text.contains(part)) }
                let read = try JSONDecoder().decode(
                    [Document].self,
                    from: Data(contentsOf: URL(fileURLWithPath: document))
                )
                #expect(read.count == 2 && read[0].dialogue.count > 20)
            }
        }
    }

    @Test("without the daemon nothing is said of the traffic, and that is said plainly")
    func withoutTheDaemon() async throws {
        try await House.run { house in
            let found = try #require(try await diagnose(house, house.rack.link(0), status: 0).first)
            #expect(found["sending"]?.verdict == "unknown")
            #expect(found["sending"]?.meaning.contains("Only the running daemon") == true)
            #expect(found["receiving"] == nil && found["usb"]?.value == "virtual modem")
        }
    }
}
