import SMS
import Testing

@Suite struct InboundKindTests {
    /// TP-PID, TP-DCS, and what it is.
    static let rows: [(String, String, InboundKind)] = [
        ("00", "00", .conversation), ("00", "08", .conversation), ("FF", "00", .conversation),
        ("00", "11", .conversation),
        ("00", "10", .flash), ("00", "F0", .flash), ("00", "18", .flash), ("40", "00", .silent), ("7F", "F6", .simData),
        ("7C", "00", .simData), ("00", "12", .simData), ("00", "F2", .simData),
        ("00", "C8", .messageWaiting(MessageWaiting(kind: .voicemail, isActive: true, isStored: false))),
        ("00", "D0", .messageWaiting(MessageWaiting(kind: .voicemail, isActive: false, isStored: true))),
        ("00", "EA", .messageWaiting(MessageWaiting(kind: .email, isActive: true, isStored: true))),
    ]

    static func deliver(_ hex: String) throws -> Deliver? {
        guard case .deliver(let deliver) = try PDUDecoder.decode(hex: hex, options: .inbox).tpdu else { return nil }
        return deliver
    }

    @Test(arguments: rows) func isDecided(identifier: String, coding: String, kind: InboundKind) throws {
        let deliver = try #require(try Self.deliver("000404812143" + identifier + coding + "1120821105050A00"))
        #expect(InboundKind(of: deliver) == kind)
        #expect(kind.reachesAgent == (kind == .conversation))
        #expect((kind.words == nil) == (kind == .conversation))
    }

    @Test func portsAreForApplications() throws {
        // Element 05: destination 2948 (WAP push), source 9200.
        let hex = "0044048121430004112082110505" + "0A" + "0A" + "0605040B8423F0" + "AABBCC"
        let deliver = try #require(try Self.deliver(hex))
        #expect(InboundKind(of: deliver) == .application(destinationPort: 2948))
        #expect(InboundKind(of: deliver).halts && !InboundKind(of: deliver).reachesAgent)
    }

    @Test func theHeaderMayTellThatSomethingWaits() throws {
        // Element 01: voice mail, to be kept, two messages.
        let deliver = try #require(
            try Self.deliver("0044048121430004112082110505" + "0A" + "08" + "0401028002" + "C834AA")
        )
        #expect(
            InboundKind(of: deliver)
                == .messageWaiting(MessageWaiting(kind: .voicemail, isActive: true, isStored: true))
        )
    }

    @Test func onlyWhatAPersonDidHalts() {
        #expect(InboundKind.conversation.halts && InboundKind.flash.halts)
        #expect(!InboundKind.silent.halts && !InboundKind.simData.halts)
        #expect(!InboundKind.messageWaiting(MessageWaiting(kind: .voicemail, isActive: true, isStored: false)).halts)
    }
}
