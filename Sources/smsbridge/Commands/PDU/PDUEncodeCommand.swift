import ArgumentParser
import SMS

struct PDUEncodeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "encode",
        abstract: "Make the PDUs of a message, ready for AT+CMGS.",
        discussion: """
            For each segment it prints the AT+CMGS line and the PDU. The text comes from
            --text, --file, or standard input (without its last line feed); --data sends
            octets instead.

            EXAMPLES
              smsbridge pdu encode --to +4915112345678 --text 'Hello'
              smsbridge pdu encode --to +4915112345678 --text 'Hello' \\
                --status-report --validity 24h --explain
              smsbridge pdu encode --to +4915112345678 --ports 2948:9200 \\
                --data 01060403AE81EA
              smsbridge pdu encode --to +905301234567 --text 'Işığı aç' --national tr
              smsbridge pdu encode --to +4915112345678 --json < letter.txt
            """
    )

    @Option(help: ArgumentHelp("The phone number, in the international form with +.", valueName: "number"))
    var to: String

    @OptionGroup var input: PDUTextInput

    @Option(help: ArgumentHelp("8-bit data instead of a text, as hexadecimal digits.", valueName: "hex"))
    var data: String?

    @Option(help: "auto, gsm7 or ucs2 (default: auto).")
    var encoding: EncodingChoice?

    @Option(name: .customLong("class"), help: "0 (shown at once), 1 (phone), 2 (SIM) or 3 (terminal).")
    var messageClass: UInt8?

    @Option(help: ArgumentHelp("How long the network may try: 30m, 24h, 3d, 5m to 63w.", valueName: "time"))
    var validity: String?

    @Flag(help: "Ask for a status report.")
    var statusReport = false

    @Option(
        help: ArgumentHelp("What the segments of a longer message have in common (default: 0).", valueName: "number")
    )
    var ref = 0

    @Option(help: ArgumentHelp("8 or 16 bits for that reference.", valueName: "bits"))
    var refBits = 8

    @Option(help: ArgumentHelp("The message reference TP-MR; modems set their own (default: 0).", valueName: "number"))
    var mr: UInt8 = 0

    @Option(help: ArgumentHelp("The application ports: destination[:source], 16 bits.", valueName: "ports"))
    var ports: String?

    @Option(help: ArgumentHelp("The service centre (default: the SIM's own).", valueName: "number"))
    var smsc: String?

    @Option(help: ArgumentHelp("A language whose tables may be used where they save segments.", valueName: "language"))
    var national: NationalLanguage?

    @Flag(help: "Write plain characters for typographic quotes, dashes, spaces and dots; says which.")
    var transliterate = false

    @Flag(help: "Explain each PDU.")
    var explain = false

    @Flag(help: "With --explain, show every octet and bit on a line of its own.")
    var full = false

    @Flag(help: "Print the result as JSON, as the line protocol does.")
    var json = false

    func validate() throws {
        if data != nil, input.isGiven { throw ValidationError("give either a text or --data") }
        if data != nil, encoding != nil { throw ValidationError("--encoding is for texts: --data is sent as it is") }
        if data != nil, transliterate { throw ValidationError("--transliterate is for texts: --data is sent as it is") }
        if let validity {
            guard let seconds = Self.seconds(validity), seconds > 0 else {
                throw ValidationError("--validity: write a number with a unit, such as 30m, 24h, 3d or 2w")
            }
        }
        if let messageClass, messageClass > 3 { throw ValidationError("--class: there are 0, 1, 2 and 3") }
        guard refBits == 8 || refBits == 16 else { throw ValidationError("--ref-bits: a reference has 8 or 16 bits") }
        guard 0..<(1 << refBits) ~= ref else {
            throw ValidationError("--ref: a reference of \(refBits) bits is 0 to \((1 << refBits) - 1)")
        }
        if ports != nil { _ = try applicationPorts() }
    }

    func run() async throws {
        let message: EncodedMessage
        let request = try request()
        for note in notes(request) { Terminal.print("note: \(note)", to: Terminal.error) }
        do throws(EncodeError) {
            message = try SubmitEncoder.encode(request)
        } catch {
            throw CommandFailure(.data, PDUEncodeHelp.text(for: error))
        }
        guard !json else {
            Terminal.print(message.json(explaining: explain))
            return
        }
        if Terminal.isPerson(Terminal.output) {
            let encoding = PDUPreviewReport.name(of: message.encoding)
            let count = message.segments.count
            Terminal.print("\(count) \(count == 1 ? "segment" : "segments"), \(encoding)", to: Terminal.error)
        }
        for segment in message.segments {
            Terminal.print("AT+CMGS=\(segment.tpduLength)")
            Terminal.print(segment.pdu)
            guard explain else { continue }
            Terminal.print("")
            let report = PDUReport(
                explanation: try PDUExplanation(hex: segment.pdu, options: .strict),
                title: segment.total > 1 ? "segment \(segment.sequence)" : nil,
                isFull: full,
                width: min(120, Terminal.width(Terminal.output)),
                colours: Terminal.hasColours(Terminal.output)
            )
            for line in report.lines { Terminal.print(line) }
            if segment.sequence < segment.total { Terminal.print("") }
        }
    }

    private func request() throws -> SubmitRequest {
        let content: MessageContent
        if let data {
            guard let octets = Hex.decode(data.filter { !$0.isWhitespace }) else {
                throw CommandFailure(.data, "--data: give pairs of the digits 0-9 and A-F")
            }
            content = .octets(octets)
        } else {
            content = .text(try text(), encoding ?? .auto)
        }
        do throws(EncodeError) {
            return SubmitRequest(
                to: try Address(to.filter { !" -/()".contains($0) }),
                content: content,
                reference: ref,
                referenceBits: refBits,
                messageReference: mr,
                requestStatusReport: statusReport,
                validity: validity.flatMap { Self.seconds($0) },
                messageClass: messageClass,
                ports: try? applicationPorts(),
                national: national,
                smsc: try smsc.map { text throws(EncodeError) in try Address(text) }
            )
        } catch {
            throw CommandFailure(.data, PDUEncodeHelp.text(for: error))
        }
    }

    /// Weeks too, the largest unit of TP-VP.
    private static func seconds(_ text: String) -> Int? {
        if text.hasSuffix("w") {
            return DurationText.read(text.dropLast() + "d").map { Int($0.components.seconds) * 7 }
        }
        return DurationText.read(text).map { Int($0.components.seconds) }
    }

    /// What was asked for and is not quite what is sent.
    private func notes(_ request: SubmitRequest) -> [String] {
        var notes: [String] = []
        if case .text(let text, _) = request.content, text.isEmpty { notes.append("the text is empty") }
        if let asked = request.validity {
            let octet = RelativeValidity.notShorter(thanSeconds: asked)
            let seconds = RelativeValidity(octet: octet).seconds
            if seconds < asked {
                notes.append("the network tries for 63 weeks at most: that is what is sent")
            } else if seconds > asked {
                notes.append(
                    "the network tries for \(DurationText.words(seconds: seconds)): the next step that there is"
                )
            }
        }
        return notes
    }

    private func text() throws -> String {
        let text = try input.read()
        guard transliterate else { return text }
        let plain = Transliteration(text)
        if !plain.replacements.isEmpty {
            let words = PDUPreviewReport.words(for: plain.replacements)
            Terminal.print("replaced: \(words)", to: Terminal.error)
        }
        return plain.text
    }

    private func applicationPorts() throws -> ApplicationPorts? {
        guard let ports else { return nil }
        let numbers = ports.split(separator: ":", omittingEmptySubsequences: false).map { UInt16($0) }
        guard 1...2 ~= numbers.count, let destination = numbers[0], let source = numbers.count == 2 ? numbers[1] : 0
        else {
            throw ValidationError(
                "--ports: write the destination, or destination:source, such as 2948:9200; 0 to 65535"
            )
        }
        return ApplicationPorts(destination: Int(destination), source: Int(source), bits: 16)
    }
}

/// What to do about a message that cannot be encoded.
enum PDUEncodeHelp {
    static func text(for error: EncodeError) -> String {
        switch error.code {
        case .badAddress: "\(error.message): write it as +4915112345678, or as a short code such as 12345"
        case .unencodable: "\(error.message): take --encoding auto, or replace it"
        case .tooLong: "\(error.message): split the text"
        case .badRequest: "\(error.message)"
        }
    }
}
