import Modems
import Testing

@Suite struct MessageListTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var lines: [String]
        var expected: [StoredMessage]
    }

    static func message(_ index: Int, _ status: StoredMessage.Status?, _ length: Int?, _ pdu: String) -> StoredMessage {
        StoredMessage(index: index, status: status, length: length, pdu: pdu)
    }

    static let rows = [
        Row(
            testDescription: "norm",
            lines: ["+CMGL: 1,0,,2", "000102"],
            expected: [message(1, .receivedUnread, 2, "000102")]
        ),
        Row(
            testDescription: "slot 0",
            lines: ["+CMGL: 0,1,,2", "000102"],
            expected: [message(0, .receivedRead, 2, "000102")]
        ),
        Row(
            testDescription: "alpha",
            lines: ["+CMGL: 3,1,\"Ann, Bob\",2", "000102"],
            expected: [message(3, .receivedRead, 2, "000102")]
        ),
        Row(
            testDescription: "no alpha",
            lines: ["+CMGL: 3,1,2", "000102"],
            expected: [message(3, .receivedRead, 2, "000102")]
        ),
        Row(testDescription: "no state", lines: ["+CMGL: 3,,,2", "000102"], expected: [message(3, nil, 2, "000102")]),
        Row(
            testDescription: "extra field and spaces",
            lines: ["+CMGL:  3 , 1, , 7 ,2", "000102"],
            expected: [message(3, .receivedRead, 2, "000102")]
        ),
        Row(
            testDescription: "two",
            lines: ["+CMGL: 1,0,,2", "000102", "+CMGL: 9,3,,2", "000103"],
            expected: [message(1, .receivedUnread, 2, "000102"), message(9, .storedSent, 2, "000103")]
        ),
        Row(
            testDescription: "no line end between",
            lines: ["+CMGL: 1,0,,2", "000102+CMGL: 2,0,,2", "000103"],
            expected: [message(1, .receivedUnread, 2, "000102"), message(2, .receivedUnread, 2, "000103")]
        ),
        Row(
            testDescription: "trailing ,0",
            lines: ["+CMGL: 1,0,,2", "000102,0"],
            expected: [message(1, .receivedUnread, 2, "000102")]
        ),
        Row(
            testDescription: "quotes",
            lines: ["+CMGL: 1,0,,2", "\"000102\""],
            expected: [message(1, .receivedUnread, 2, "000102")]
        ),
        Row(
            testDescription: "odd digit",
            lines: ["+CMGL: 1,0,,2", "0001023"],
            expected: [message(1, .receivedUnread, 2, "000102")]
        ),
        Row(
            testDescription: "small letters",
            lines: ["+CMGL: 1,0,,2", "00aabb"],
            expected: [message(1, .receivedUnread, 2, "00aabb")]
        ),
        Row(
            testDescription: "empty slot between",
            lines: ["+CMGL: 1,0,,0", "+CMGL: 2,0,,2", "000103"],
            expected: [message(2, .receivedUnread, 2, "000103")]
        ),
        Row(
            testDescription: "blank PDU",
            lines: ["+CMGL: 1,0,,2", "FFFFFF", "+CMGL: 2,0,,2", "000103"],
            expected: [message(2, .receivedUnread, 2, "000103")]
        ),
        Row(testDescription: "no index", lines: ["+CMGL: ,0,,2", "000102"], expected: []),
        Row(
            testDescription: "text between",
            lines: ["+CMGL: 1,0,,2", "hello", "000102"],
            expected: [message(1, .receivedUnread, 2, "000102")]
        ),
        Row(testDescription: "nothing", lines: [], expected: []),
    ]

    @Test(arguments: rows) func list(_ row: Row) {
        #expect(MessageList.parseList(row.lines) == row.expected)
    }

    static let reads: [([String], StoredMessage?)] = [
        (["+CMGR: 1,,2", "000102"], message(5, .receivedRead, 2, "000102")),
        (["+CMGR: ,,2", "000102"], message(5, nil, 2, "000102")),
        (["+CMGR: 4,1,,2", "000102"], message(5, nil, 2, "000102")),
        (["+CMGR: 0,,0"], nil),
        (["+CMGR: 0,,0", "FFFF"], nil),
        ([], nil),
    ]

    @Test(arguments: reads) func read(lines: [String], expected: StoredMessage?) {
        #expect(MessageList.parseRead(lines, index: 5) == expected)
    }

    @Test func lengths() {
        #expect(Self.message(1, nil, 2, "000102").lengthMatches == true)
        #expect(Self.message(1, nil, 2, "0102").lengthMatches == true)
        #expect(Self.message(1, nil, 3, "0002").lengthMatches == false)
        #expect(Self.message(1, nil, nil, "0002").lengthMatches == nil)
    }
}
