import Campaigns
import SMS
import Storage
import Testing

@testable import Gateway

@Suite struct ReceivedPDUTests {
    private func segments(_ change: (inout DeliverRequest) throws -> Void) throws -> [EncodedSegment] {
        var request = DeliverRequest(
            from: try Address("+4915112345678"),
            text: "Hello",
            at: ServiceCentreTime(unixSeconds: start.seconds, quarterHours: 8)
        )
        try change(&request)
        return try DeliverEncoder.encode(request).segments
    }

    private func deliver(_ segment: EncodedSegment, length: Int? = nil) -> Deliver? {
        guard case .deliver(let deliver) = ReceivedPDU(hex: segment.pdu, length: length) else { return nil }
        return deliver
    }

    @Test func aText() throws {
        let segment = try segments { _ in }[0]
        #expect(deliver(segment, length: segment.tpduLength)?.inboxContent == .text("Hello"))
    }

    @Test func thePartsOfALongText() throws {
        let parts = try segments {
            $0.content = .text(String(repeating: "long ", count: 60), .auto)
            $0.reference = 9
        }
        #expect(
            parts.map { deliver($0)?.inboxContent } == [
                .partOfText(reference: 9, total: 2, sequence: 1), .partOfText(reference: 9, total: 2, sequence: 2),
            ]
        )
        #expect(deliver(parts[0])?.fingerprint != deliver(parts[1])?.fingerprint)
    }

    @Test func whatIsNotForAConversation() throws {
        let ports = try segments { $0.ports = ApplicationPorts(destination: 2948, source: 9200, bits: 16) }[0]
        let forTheSIM = try segments { $0.messageClass = 2 }[0]
        let silent = try segments { $0.protocolIdentifier = 0x40 }[0]
        let toolkit = try segments { $0.protocolIdentifier = 0x7F }[0]
        let empty = try segments { $0.content = .text("", .auto) }[0]
        let flash = try segments { $0.messageClass = 0 }[0]
        let kinds: [(EncodedSegment, InboundKind)] = [
            (ports, .application(destinationPort: 2948)), (forTheSIM, .simData), (silent, .silent),
            (toolkit, .simData), (flash, .flash),
        ]
        for (segment, kind) in kinds {
            guard case .aside(kind, _) = deliver(segment)?.inboxContent else {
                Issue.record("\(segment.pdu) is \(String(describing: deliver(segment)?.inboxContent))")
                continue
            }
        }
        #expect(deliver(empty)?.inboxContent == .nonText("an empty message"))
    }

    /// DCS 0xC8: a voicemail waits, discard the text (TS 23.038 clause 4).
    @Test func aMessageWaitingIndication() throws {
        let segment = try segments { _ in }[0]
        // 00 04 0D 91 9451… 00 00: TP-DCS follows TP-PID behind the address.
        let pdu = segment.pdu.replacing("0000", with: "00C8", maxReplacements: 1)
        guard
            case .aside(.messageWaiting, _) = deliver(
                EncodedSegment(pdu: pdu, tpduLength: segment.tpduLength, sequence: 1, total: 1)
            )?
            .inboxContent
        else {
            Issue.record("\(pdu)")
            return
        }
    }

    @Test func aBrokenPDUTellsItsSender() throws {
        let segment = try segments { _ in }[0]
        let cut = String(segment.pdu.dropLast(20))
        guard case .broken(let sender, _) = ReceivedPDU(hex: cut, length: segment.tpduLength) else {
            Issue.record("\(cut)")
            return
        }
        #expect(sender?.number.hasSuffix("4915112345678") == true)
    }

    @Test(arguments: ["", "0", "XY", "00", "07917283010010F5"])
    func whatIsNoPDUAtAll(_ hex: String) {
        guard case .broken = ReceivedPDU(hex: hex, length: 20) else {
            Issue.record("“\(hex)”")
            return
        }
    }

    @Test func theLengthTellsThatNoServiceCentreStandsInFront() throws {
        let segment = try segments { _ in }[0]
        let bare = String(segment.pdu.dropFirst(2))
        let found = deliver(
            EncodedSegment(pdu: bare, tpduLength: segment.tpduLength, sequence: 1, total: 1),
            length: segment.tpduLength
        )
        #expect(found?.inboxContent == .text("Hello"))
    }

    @Test func aReport() throws {
        let request = StatusReportRequest(
            recipient: try Address("+4915112345678"),
            messageReference: 7,
            status: 0,
            submittedAt: ServiceCentreTime(unixSeconds: start.seconds, quarterHours: 0),
            dischargedAt: ServiceCentreTime(unixSeconds: start.seconds, quarterHours: 0)
        )
        let segment = try StatusReportEncoder.encode(request)
        guard case .report(let report) = ReceivedPDU(hex: segment.pdu, length: segment.tpduLength) else {
            Issue.record("\(segment.pdu)")
            return
        }
        #expect(report.messageReference == 7)
    }

    /// The network repeats a part with another TP-MMS: it is the same part.
    @Test func aRepeatedPartHasTheSameFingerprint() throws {
        let one = try segments { $0.hasMoreMessages = true }[0]
        let other = try segments { $0.hasMoreMessages = false }[0]
        #expect(one.pdu != other.pdu)
        #expect(deliver(one)?.fingerprint == deliver(other)?.fingerprint)
    }
}
