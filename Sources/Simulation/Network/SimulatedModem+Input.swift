extension SimulatedModem {
    mutating func take(_ byte: UInt8, _ actions: inout [Action]) {
        switch mode {
        case .submitting:
            if waiting.count < 1024 { waiting.append(byte) }
        case .message(let length): takeMessage(byte, length, &actions)
        case .commands:
            switch byte {
            case 0x0D: endCommand(&actions)
            case 0x1B: line = []
            case 0x0A: break
            default: if line.count < 512 { line.append(byte) }
            }
        }
    }

    private mutating func takeMessage(_ byte: UInt8, _ length: Int, _ actions: inout [Action]) {
        switch byte {
        case 0x1B:
            mode = .commands
            line = []
            say(["OK"], &actions)
        case 0x1A:
            mode = .commands
            let pdu = String(decoding: line, as: UTF8.self)
            line = []
            if echoes { write(pdu + "\u{1A}", &actions) }
            submit(pdu, length, &actions)
        case 0x0D, 0x0A: break
        default:
            if line.count < 600 { line.append(byte) }
            if line.count > length { _ = vanishes(at: .message, &actions) }
        }
    }

    private mutating func endCommand(_ actions: inout [Action]) {
        let text = String(decoding: line, as: UTF8.self)
        line = []
        guard !text.isEmpty else { return }
        if echoes { write(text + "\r", &actions) }
        guard text.uppercased().hasPrefix("AT") else { return }
        run(String(text.dropFirst(2)), &actions)
    }

    /// Bytes of the host that waited while a message was on its way.
    mutating func resume(_ actions: inout [Action]) {
        mode = .commands
        let bytes = waiting
        waiting = []
        for byte in bytes { take(byte, &actions) }
    }

    func write(_ text: String, after delay: Duration? = nil, _ actions: inout [Action]) {
        actions.append(.write(Array(text.utf8), after: delay ?? hardware.answerDelay))
    }

    /// Lines in the form of an answer.
    func say(_ lines: [String], after delay: Duration? = nil, _ actions: inout [Action]) {
        write(lines.map { "\r\n\($0)\r\n" }.joined(), after: delay, &actions)
    }

    func refuse(cms number: Int, after delay: Duration? = nil, _ actions: inout [Action]) {
        say(
            ["+CMS ERROR: \(number)"] + (hardware.addsStrayError ? ["ERROR"] : []),
            after: delay,
            &actions
        )
    }

    func refuse(cme number: Int, _ words: String, _ actions: inout [Action]) {
        switch errorLevel {
        case 0: say(["ERROR"], &actions)
        case 1: say(["+CME ERROR: \(number)"], &actions)
        default: say(["+CME ERROR: \(words)"], &actions)
        }
    }
}
