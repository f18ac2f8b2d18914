import SMS

/// PDUs as networks send them, made from random choices.
enum PDUSamples {
    /// Characters of the default alphabet, of its extension, of the plane that UCS-2 reaches, and beyond.
    static let characters =
        Array("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCXYZÄÖÑÜ§¿abcxyzäöñüà")
        + Array("^{}\\[~]|€") + Array("çğşıИ漢字ािक’“”…—é👍🏽👨‍👩‍👧🇩🇪")

    static func text(_ random: inout Dice) -> String {
        let plain = random.below(3)
        let reach = plain == 0 ? characters.count : plain == 1 ? 130 : 100
        let count = [0, 5, 20, 70, 160, 161, 400][random.below(7)]
        return String((0..<count).map { _ in characters[random.below(min(reach, characters.count))] })
    }

    static func number(_ random: inout Dice) -> Address {
        let digits = String((0..<1 + random.below(20)).map { _ in Character(String(random.below(10))) })
        let types: [UInt8] = [0, 1, 1, 1, 2, 3, 4, 5, 6, 7]
        let type = types[random.below(types.count)]
        let number = type == 5 ? "Clinic \(random.below(99))" : type == 1 ? "+" + digits : digits
        return Address(number: number, typeOfNumber: type, numberingPlan: type == 5 ? 0 : 1)
    }

    static func time(_ random: inout Dice) -> ServiceCentreTime {
        ServiceCentreTime(
            unixSeconds: Int64(random.below(3_000_000_000)),
            quarterHours: random.below(159) - 79
        )
    }

    /// One PDU with a service centre's address in front.
    static func pdu(_ random: inout Dice) -> [UInt8] {
        let smsc = random.below(2) == 0 ? nil : try? Address("+4917\(random.below(100_000_000))")
        let content: MessageContent =
            random.below(8) == 0
            ? .octets((0..<random.below(200)).map { _ in random.octet() })
            : .text(text(&random), .auto)
        let ports = random.below(8) == 0 ? ApplicationPorts(destination: 2948, source: 9200, bits: 16) : nil
        let messageClass = random.below(4) == 0 ? UInt8(random.below(4)) : nil
        let bits = random.below(2) == 0 ? 8 : 16
        let segments: [EncodedSegment]?
        switch random.below(4) {
        case 0:
            var request = SubmitRequest(
                to: number(&random),
                content: content,
                reference: 76,
                referenceBits: bits,
                requestStatusReport: random.below(2) == 0,
                validity: random.below(2) == 0 ? random.below(40_000_000) : nil,
                messageClass: messageClass,
                ports: ports,
                smsc: smsc
            )
            request.national = NationalLanguage.allCases[random.below(NationalLanguage.allCases.count)]
            segments = try? SubmitEncoder.encode(request).segments
        case 1:
            let request = StatusReportRequest(
                recipient: number(&random),
                messageReference: random.octet(),
                status: random.octet(),
                submittedAt: time(&random),
                dischargedAt: time(&random),
                smsc: smsc
            )
            segments = (try? StatusReportEncoder.encode(request)).map { [$0] }
        default:
            var request = DeliverRequest(
                from: number(&random),
                content: content,
                at: time(&random),
                reference: 76,
                referenceBits: bits,
                messageClass: messageClass,
                ports: ports,
                smsc: smsc
            )
            request.national = random.below(2) == 0 ? .turkish : nil
            segments = try? DeliverEncoder.encode(request).segments
        }
        let chosen = segments.map { $0[random.below($0.count)].pdu } ?? "00"
        return Hex.decode(chosen) ?? [0]
    }
}
