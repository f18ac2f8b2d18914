import Modems

/// What a modem may say and when, cut anywhere, against the dialogue with one port.
enum DialogueTarget: FuzzTarget {
    static let name = "dialogue"
    static let share = 3
    static let longestInput = 160

    static func test(_ input: [UInt8]) {
        var script = Script(input)
        var run = DialogueRun()
        while !script.isAtEnd {
            let choice = script.octet()
            run.pass(milliseconds: Int(choice >> 4) * Int(choice >> 4) * 10)
            switch choice & 0x0F {
            case 0...2: run.handle(.received(script.octets(Int(script.octet()))))
            case 3...7: run.handle(.received(Array(lines[Int(script.octet()) % lines.count].utf8)))
            case 8:
                // A flood: what is kept of it must not grow with it.
                let chunk = script.octets(Int(script.octet() % 32))
                for _ in 0..<30 {
                    run.handle(.received(chunk))
                }
            case 9: run.handle(.send(commands[Int(script.octet()) % commands.count]))
            case 10: run.handle(.submit(tpduLength: 14, pdu: pdu))
            case 11: run.handle(.promptAnswered(.write))
            case 12: run.handle(.promptAnswered(script.octet() % 2 == 0 ? .takeBack : .writeInstead(pdu: otherPDU)))
            case 13: run.handle(.timer)
            case 14: run.handle(.escape)
            default: script.octet() % 4 == 0 ? run.handle(.hungUp) : run.wait()
            }
        }
        run.end()
    }

    static func seeds() -> [[UInt8]] {
        var random = Dice(seed: 5)
        return (0..<200).map { _ in
            (0..<4 + random.below(40)).flatMap { _ -> [UInt8] in
                random.below(4) == 0 ? [10, 3, UInt8(lines.count - 1), 11] : [random.octet(), random.octet()]
            }
        }
    }

    static func mutate(_ input: [UInt8], _ random: inout Dice) -> [UInt8]? {
        let step: [[UInt8]] = [
            [10], [11], [3, UInt8(lines.count - 1)], [3, UInt8(random.below(lines.count))], [9, random.octet()],
            [15, 1],
            [12, random.octet()], [14], [13],
        ]
        let place = random.below(input.count + 1)
        return Array(input[..<place]) + step[random.below(step.count)] + Array(input[place...])
    }

    private static let pdu = "0011000B916407281553F80000AA01E8"
    private static let otherPDU = "0011000B916407281553F80000A701E8"

    private static let commands: [ATCommand] = [
        .attention, .echoOff, .pinState, .signalQuality, .registration, .currentOperator, .storageState, .listMessages,
        .readMessage(index: 1), .delete(index: 1), .manufacturer, .identification,
        ATCommand("AT+CPIN=\"1234\"", isSensitive: true), ATCommand("ATD*100#;"),
    ]

    /// The prompt stands last: the seeds count on it.
    private static let lines = [
        "\r\nOK\r\n", "OK\r\n", "\r\nERROR\r\n", "\r\n+CMS ERROR: 38\r\n", "\r\n+CME ERROR: 10\r\n",
        "+CMS ERROR: unknown error\r\n", "\r\n+CMGS: 12\r\n\r\nOK\r\n", "\r\n+CMGS: 12\r\n", "+CMGS: 7,\"0001\"\r\n",
        "\r\n+CMTI: \"SM\",3\r\n", "\r\n+CMT: ,24\r\n07917283010010F5040BC87238880900F1\r\n", "+CMT: ,24\r\n",
        "+CDS: 25\r\n0006\r\n", "+CDSI: \"SR\",1\r\n", "RING\r\n", "+CLIP: \"+4917\",145\r\n", "NO CARRIER\r\n",
        "+CUSD: 0,\"C2A0\",15\r\n", "+CPIN: READY\r\n", "+CPIN: SIM PIN\r\n", "^BOOT:1,0\r\n", "^SYSSTART\r\n",
        "RDY\r\n",
        "+CREG: 0,1\r\n", "+CREG: 5\r\n", "+CSQ: 20,99\r\n", "^RSSI:20\r\n", "AT+CMGS=14\r\r\n> ", "AT+CSQ\r\r\n",
        "UNDER-VOLTAGE WARNNING\r\n", "COMMAND NOT SUPPORT\r\n", "+CMGL: 1,0,,24\r\n07917283\r\n", "\r\n", "\u{1A}",
        "\r\n> ",
    ]
}
