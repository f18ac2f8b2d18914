import SMS
import Testing

@Suite struct DataCodingTests {
    @Test(
        arguments: [
            (0x00, .gsm7, nil), (0x04, .octets, nil), (0x08, .ucs2, nil), (0x0C, .gsm7, nil), (0x10, .gsm7, 0),
            (0x11, .gsm7, 1), (0x16, .octets, 2), (0x1B, .ucs2, 3), (0x03, .gsm7, nil), (0x48, .ucs2, nil),
            (0x58, .ucs2, 0), (0x20, .octets, nil), (0x68, .octets, nil), (0x32, .octets, 2), (0x88, .gsm7, nil),
            (0xB4, .gsm7, nil), (0xC8, .gsm7, nil), (0xD0, .gsm7, nil), (0xE8, .ucs2, nil), (0xF0, .gsm7, 0),
            (0xF2, .gsm7, 2), (0xF5, .octets, 1), (0xF8, .gsm7, 0), (0xFF, .octets, 3),
        ] as [(UInt8, MessageEncoding, UInt8?)]
    )
    func encodingAndClass(octet: UInt8, encoding: MessageEncoding, messageClass: UInt8?) {
        let coding = DataCoding(octet: octet)
        #expect(coding.encoding == encoding)
        #expect(coding.messageClass == messageClass)
    }

    @Test(
        arguments: [
            (0xC8, MessageWaiting(kind: .voicemail, isActive: true, isStored: false)),
            (0xC1, MessageWaiting(kind: .fax, isActive: false, isStored: false)),
            (0xDA, MessageWaiting(kind: .email, isActive: true, isStored: true)),
            (0xE3, MessageWaiting(kind: .other, isActive: false, isStored: true)),
        ] as [(UInt8, MessageWaiting)]
    )
    func messageWaiting(octet: UInt8, waiting: MessageWaiting) {
        #expect(DataCoding(octet: octet).messageWaiting == waiting)
    }

    @Test func onlyThreeGroupsTellOfWaitingMessages() {
        for octet in UInt8(0)...0xBF {
            #expect(DataCoding(octet: octet).messageWaiting == nil)
        }
        #expect(DataCoding(octet: 0xF8).messageWaiting == nil)
    }

    @Test func compressionAndDeletion() {
        #expect(DataCoding(octet: 0x20).isCompressed)
        #expect(DataCoding(octet: 0x60).isCompressed)
        #expect(!DataCoding(octet: 0xA0).isCompressed)
        #expect(!DataCoding(octet: 0xE0).isCompressed)
        #expect(DataCoding(octet: 0x40).isDeletedAfterReading)
        #expect(!DataCoding(octet: 0xC0).isDeletedAfterReading)
    }

    @Test func whatIsWrittenIsRead() {
        for encoding in MessageEncoding.allCases {
            for messageClass in [nil, 0, 1, 2, 3] as [UInt8?] {
                let coding = DataCoding(encoding: encoding, messageClass: messageClass)
                #expect(coding.encoding == encoding)
                #expect(coding.messageClass == messageClass)
            }
        }
    }
}
