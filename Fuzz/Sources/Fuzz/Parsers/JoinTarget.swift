import SMS

/// Parts of long messages, in any order, doubled, missing, in different encodings.
enum JoinTarget: FuzzTarget {
    static let name = "join"
    static let share = 15
    static let longestInput = 512

    static func test(_ input: [UInt8]) {
        var script = Script(input)
        let total = Int(script.octet())
        let marker = script.octet() % 2 == 0 ? nil : "…"
        var parts: [MessagePart] = []
        while !script.isAtEnd {
            let sequence = Int(script.octet())
            let encoding = [MessageEncoding.gsm7, .ucs2, .octets][Int(script.octet()) % 3]
            let payload = script.octets(Int(script.octet()))
            parts.append(MessagePart(sequence: sequence, encoding: encoding, payload: payload))
        }
        let joined = Reassembly.join(parts, total: total, marker: marker)
        let present = Set(parts.map(\.sequence))
        let missing = total == 0 ? [] : (1...total).filter { !present.contains($0) }
        require(joined.missing == missing, "what is missing is told")
        require(marker != nil || missing.isEmpty || joined.text == nil, "nothing stands for what is missing")
        let octets = parts.reduce(0) { $0 + $1.payload.count }
        require((joined.text?.utf8.count ?? 0) <= 3 * (octets + total + 1), "the text is bounded")
        require((joined.data?.count ?? 0) <= octets, "the data is bounded")
        let doubled = Reassembly.join(parts + parts.reversed(), total: total, marker: marker)
        require(doubled == joined, "doubles change nothing")
        if present.count == parts.count {
            let turned = Reassembly.join(parts.reversed(), total: total, marker: marker)
            require(turned == joined, "the order changes nothing")
        }
    }

    static func seeds() -> [[UInt8]] {
        var random = Dice(seed: 3)
        return (0..<100).map { _ in
            let total = 1 + random.below(5)
            let encoding = random.octet()
            var script = [UInt8(total), random.octet()]
            for _ in 0...random.below(6) {
                let payload = (0..<random.below(40)).map { _ in random.octet() & 0x7F }
                script += [UInt8(1 + random.below(total)), encoding, UInt8(payload.count)] + payload
            }
            return script
        }
    }
}
