import SMS

/// The PDUs of one call, shown as they are found.
struct PDUDecodeSession {
    let options: PDUDecodeCommand
    private(set) var found = 0
    private(set) var unreadable = 0
    private var finder = PDUFinder()
    private var joining = PDUJoining()

    init(options: PDUDecodeCommand) {
        self.options = options
    }

    mutating func read(_ line: String) {
        for pdu in finder.read(line) { show(pdu, hasLines: true) }
    }

    /// Each argument is a line, or several that were pasted into quotes. One that holds nothing is taken as it is, so
    /// that its fault is told.
    mutating func read(arguments: [String]) {
        for argument in Self.joined(arguments) {
            var pdus: [FoundPDU] = []
            for line in argument.split(whereSeparator: \.isNewline) { pdus += finder.read(line) }
            let digits = argument.filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }
            if pdus.isEmpty, !digits.isEmpty, digits.allSatisfy({ $0.isHexDigit && $0.isASCII }), !finder.isWaiting {
                pdus = [FoundPDU(hex: digits, line: 1)]
            }
            for pdu in pdus { show(pdu, hasLines: false) }
        }
    }

    /// Octets in groups, of which the shell made an argument each, as one.
    private static func joined(_ arguments: [String]) -> [String] {
        let areGroups = arguments.allSatisfy { argument in
            argument.allSatisfy { $0.isHexDigit && $0.isASCII } && argument.utf8.count % 2 == 0
        }
        let isCut = arguments.contains { 1..<16 ~= $0.utf8.count }
        return areGroups && isCut ? [arguments.joined()] : arguments
    }

    mutating func finish() {
        for pdu in finder.finish() { show(pdu, hasLines: options.pdus.isEmpty) }
        guard !options.json else { return }
        for line in joining.lines(width: Terminal.width(Terminal.output)) { Terminal.print(line) }
    }

    private mutating func show(_ pdu: FoundPDU, hasLines: Bool) {
        let line = hasLines ? pdu.line : nil
        do throws(DecodeError) {
            let reading = try PDUReading(
                hex: pdu.hex,
                tpduLength: pdu.tpduLength,
                hasServiceCentre: options.smsc,
                direction: options.direction ?? (pdu.isAcknowledgement ? .submitReport : nil),
                lenient: !options.strict
            )
            show(reading, line: line)
            if let decoded = reading.explanation.decoded { joining.add(decoded) } else { unreadable += 1 }
        } catch {
            Terminal.print("smsbridge: \(line.map { "line \($0): " } ?? "")\(error.message)", to: Terminal.error)
            unreadable += 1
        }
        found += 1
    }

    private func show(_ reading: PDUReading, line: Int?) {
        if options.json {
            Terminal.print(reading.explanation.json(remark: reading.remark, line: line))
            return
        }
        if found > 0 { Terminal.print("") }
        let report = PDUReport(
            explanation: reading.explanation,
            remark: reading.remark,
            title: line.map { "line \($0)" },
            isFull: options.full,
            width: min(120, Terminal.width(Terminal.output)),
            colours: Terminal.hasColours(Terminal.output)
        )
        for line in report.lines { Terminal.print(line) }
    }
}
