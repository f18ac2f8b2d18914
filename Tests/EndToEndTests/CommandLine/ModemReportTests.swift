import Campaigns
import Storage
import Testing

@testable import smsbridge

@Suite("The daemon's modems for people")
struct ModemReportTests {
    private static var views: [ModemView] {
        var good = ModemView(name: "line1", source: "/dev/ttyUSB*", state: "ready", dailyLimit: 200)
        good.port = "/dev/ttyUSB2"
        good.model = "E3372"
        good.operatorName = "Simnet"
        good.registration = "registered, roaming"
        good.signalDBm = -73
        good.signalBars = 4
        good.inboxUnread = false
        good.sentToday = 200
        good.lastError = "+CMS ERROR 38: Network out of order"
        var bad = ModemView(
            name: "a line with a very long name",
            source: "/dev/serial/by-id/usb-HUAWEI_Technology_HUAWEI_Mobile_0123456789ABCDEF-if00-port0",
            state: "suspended",
            dailyLimit: 200
        )
        bad.registration = "refused by the network"
        bad.reason = "not registered: check antenna, coverage and SIM; seen at 2026-11-24T01:00:00Z, and once more"
        return [good, bad]
    }

    @Test("it fits 100 columns, and says what is unread, used up and wrong")
    func width() {
        let lines = ModemReport.lines(Self.views, utc: true, width: 100, colours: false)
        let text = lines.joined(separator: "\n")
        #expect(lines.allSatisfy { TerminalText.width($0) <= 100 }, "\(text)")
        #expect(lines[1].hasPrefix("line1"))
        for part in ["200 of 200", "Simnet, roaming", "the limit of 24 hours is reached", "+CMS ERROR 38"] {
            #expect(text.contains(part), "\(part)\n\(text)")
        }
        #expect(!lines[2].contains("has not been read yet"))
        #expect(text.contains("what waits on the SIM has not been read yet"))
        #expect(text.contains("2026-11-24 01:00:00 UTC"))
    }

    @Test("80 columns still show the port")
    func slim() {
        var view = Self.views[0]
        (view.imei, view.iccid) = ("356938035600007", "8949000000000000000")
        (view.state, view.registration) = ("suspended", "refused by the network")
        let lines = ModemReport.lines([view], utc: true, width: 80, colours: false)
        #expect(lines.allSatisfy { TerminalText.width($0) <= 80 }, "\(lines)")
        #expect(lines[1].hasSuffix("  ttyUSB2"), "\(lines[1])")
    }

    @Test("who has borrowed it stands below it, in place of its state")
    func lent() {
        var view = Self.views[0]
        view.lentTo = "console"
        view.lentSince = Timestamp(seconds: 1_795_000_000)
        let lines = ModemReport.lines([view], utc: true, width: 100, colours: false)
        #expect(lines[1].contains("  lent  "))
        #expect(lines[2].contains("to console since 2026-11-18"))
    }

    @Test("each note stands under its modem")
    func order() {
        let lines = ModemReport.lines(Self.views, utc: true, width: nil, colours: false)
        let second = lines.firstIndex { $0.hasPrefix("a line") } ?? 0
        let error = lines.firstIndex { $0.contains("+CMS ERROR 38") } ?? lines.count
        let why = lines.firstIndex { $0.contains("not registered") } ?? 0
        #expect(error < second && second < why)
    }
}
