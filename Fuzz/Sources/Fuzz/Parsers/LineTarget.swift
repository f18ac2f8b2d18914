import SMS

/// Request lines of the codec's line protocol.
enum LineTarget: FuzzTarget {
    static let name = "line"
    static let share = 15
    static let longestInput = 768

    static func test(_ input: [UInt8]) {
        guard let answer = JSONLines.answer(toUTF8: input) else {
            return require(
                input.allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) },
                "only a blank line has no answer"
            )
        }
        require(String(validating: answer, as: UTF8.self) != nil, "an answer is UTF-8")
        require(answer.allSatisfy { $0 >= 0x20 }, "an answer is one line")
        require(answer.starts(with: Array("{".utf8)) && answer.last == UInt8(ascii: "}"), "an answer is an object")
        // What we wrote must be JSON to ourselves: as a request it lacks an operation, and nothing else.
        let echo = JSONLines.answer(toUTF8: answer).map { String(decoding: $0, as: UTF8.self) } ?? ""
        require(!echo.contains("the line is not JSON"), "an answer is JSON")
    }

    static func seeds() -> [[UInt8]] {
        var random = Dice(seed: 2)
        return (0..<300).map { _ in line(&random) }
    }

    static func mutate(_ input: [UInt8], _ random: inout Dice) -> [UInt8]? {
        switch random.below(4) {
        case 0:
            return line(&random)
        case 1:
            // An octet of the PDU in the line.
            let digits = input.indices.filter { (0x30...0x46).contains(input[$0]) }
            guard !digits.isEmpty else { return nil }
            var changed = input
            changed[digits[random.below(digits.count)]] = Array("0123456789ABCDEF".utf8)[random.below(16)]
            return changed
        default:
            let word = Array(words[random.below(words.count)].utf8)
            let place = random.below(input.count + 1)
            return Array(input[..<place]) + word + Array(input[place...])
        }
    }

    private static let words = [
        "\"id\":", "\"op\":", "\"decode\"", "\"encode\"", "\"join\"", "\"pdu\":", "\"pdus\":[", "\"direction\":",
        "\"deliver\"", "\"submit\"", "\"status-report\"", "\"deliver-report\"", "\"submit-report\"", "\"smsc\":",
        "false", "true", "null", "\"to\":", "\"text\":", "\"ref\":", "\"ref_bits\":16", "\"mr\":", "\"validity\":",
        "\"class\":", "\"encoding\":", "\"auto\"", "\"gsm7\"", "\"ucs2\"", "\"status_report\":", "\"national\":",
        "\"ports\":", "\"data\":", "{", "}", "[", "]", ",", ":", "\\u0000", "\\uD83D\\uDE00", "\\uD83D", "\\n", "1e9",
        "-1", "0.5", "18446744073709551616", "\u{FEFF}", "\u{2028}", "é", "😀", "\"+4915112345678\"",
    ]

    private static func line(_ random: inout Dice) -> [UInt8] {
        let text: String
        switch random.below(3) {
        case 0:
            let directions = ["", ",\"direction\":\"deliver\"", ",\"direction\":\"submit\"", ",\"smsc\":false"]
            let pdu = Hex.encode(PDUSamples.pdu(&random))
            text = "{\"id\":\(random.below(9)),\"op\":\"decode\",\"pdu\":\"\(pdu)\"\(directions[random.below(4)])}"
        case 1:
            let words = PDUSamples.text(&random).prefix(200).filter { $0 != "\"" && $0 != "\\" && !$0.isNewline }
            let options = [
                "", ",\"ref\":300,\"ref_bits\":16", ",\"validity\":86400", ",\"class\":1", ",\"encoding\":\"ucs2\"",
                ",\"smsc\":\"+491710760000\"", ",\"status_report\":true,\"mr\":9",
            ]
            text = "{\"op\":\"encode\",\"to\":\"+4915112345678\",\"text\":\"\(words)\"\(options[random.below(7)])}"
        default:
            let pdus = (0..<random.below(4)).map { _ in "\"\(Hex.encode(PDUSamples.pdu(&random)))\"" }
            text = "{\"op\":\"join\",\"pdus\":[\(pdus.joined(separator: ","))]}"
        }
        return Array(text.utf8)
    }
}
