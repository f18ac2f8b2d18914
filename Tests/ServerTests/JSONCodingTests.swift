import Campaigns
import Foundation
import Storage
import Testing

@testable import Server

@Suite("JSON coding")
struct JSONCodingTests {
    @Test(
        "keys are snake case in JSON and come back as they were",
        arguments: [
            ("idempotencyKey", "idempotency_key"), ("to", "to"), ("signalDBm", "signal_dbm"), ("beforeID", "before_id"),
            ("oldestQueuedSeconds", "oldest_queued_seconds"), ("sentAt", "sent_at"),
        ]
    )
    func names(swift: String, json: String) {
        #expect(JSONCoding.snakeCase(swift) == json)
        #expect(JSONCoding.camelCase(json) == swift)
    }

    @Test("every view survives the way there and back")
    func roundTrip() throws {
        var modem = ModemView(name: "left", source: "/dev/ttyUSB0", state: "ready", dailyLimit: 200)
        modem.signalDBm = -73
        modem.signalBars = 4
        let octets = try JSONCoding.encoder().encode(modem)
        #expect(try JSONCoding.decoder().decode(ModemView.self, from: octets) == modem)
        #expect(String(decoding: octets, as: UTF8.self).contains("\"signal_dbm\":-73"))
    }

    @Test("the keys of a dictionary are data, and stay as they are")
    func dictionaries() throws {
        let view = CampaignView(
            id: 1,
            name: "n",
            state: "running",
            activity: "sending",
            activityKind: .sending,
            version: 1,
            waitingVersion: nil,
            steps: 1,
            agent: nil,
            createdAt: Timestamp(seconds: 0),
            startedAt: nil,
            audience: 3,
            audienceWithoutConsent: 0,
            audienceSuppressed: 0,
            audienceOtherwiseOut: 0,
            enrollments: ["optedOut": 3],
            messages: ["sent_x": 1],
            segmentsSent: 0,
            replies: 0,
            optOuts: 0
        )
        let octets = try JSONCoding.encoder().encode(view)
        let text = String(decoding: octets, as: UTF8.self)
        #expect(text.contains("\"optedOut\":3"))
        #expect(text.contains("\"created_at\":\"1970-01-01T00:00:00.000Z\""))
        #expect(try JSONCoding.decoder().decode(CampaignView.self, from: octets) == view)
    }
}
